import { describeValue } from "./describe-value.ts";
import { type InputEncoder, inputNames } from "./input-encoder.ts";
import { numberColumn } from "./number-column.ts";
import type { Table } from "./table.ts";
import { unpackBits } from "./unpack-bits.ts";

/** A model's inputs, made of the rows of a table. */
export interface EncodedInputs {
  /** Row-major, of shape `[rows, D]`. */
  readonly inputs: Float32Array<ArrayBuffer>;
  /** Shape of one row: `[D]`. */
  readonly inputShape: readonly [number];
  /** What each of the `D` inputs is. */
  readonly names: readonly string[];
}

/** Choices of {@linkcode encodeInputs}. */
export interface EncodeInputsOptions {
  /** Where the encoder has bits: `ceil(encoder.bits / 8)` bytes a row, the most significant bit first. */
  readonly bits?: Uint8Array | undefined;
}

/**
 * Turns every row of a table into a model's inputs, as an encoder learned it from the training rows: first each number,
 * standardised, followed by 1 or 0 for "it is missing" where the encoder has such an input; then one input for each
 * name of each category; then the bits.
 *
 * A missing number becomes the training rows' mean, which is 0. A name that no training row had, or an empty cell, makes
 * all inputs of its category 0.
 *
 * @param table A table with the columns that the encoder names; others are left out.
 * @param encoder What `fitInputEncoder` made, or `parseInputEncoder` read.
 * @param options The bits.
 * @returns The inputs, all finite, and their names.
 * @throws {TypeError} If a cell is no number, or bits are missing or not wanted.
 * @throws {RangeError} If a column is missing, the bits have another length, or a number is too large.
 *
 * @example
 * ```ts
 * import { encodeInputs, readCsv } from "@proj/datasets";
 *
 * const encoder = {
 *   numbers: [{ column: "Age", mean: 30, scale: 10, indicator: true }],
 *   categories: [{ column: "Gender", values: ["female", "male"] }],
 *   bits: 0,
 * };
 * const { inputs, names } = encodeInputs(readCsv("Gender,Age\nmale,50\nfemale,\n"), encoder);
 * console.log(names); // [ "Age", "Age is missing", "Gender is female", "Gender is male" ]
 * console.log(inputs); // Float32Array [ 2, 0, 0, 1, 0, 1, 1, 0 ]
 * ```
 */
export function encodeInputs(
  table: Table,
  encoder: InputEncoder,
  options: EncodeInputsOptions = {},
): EncodedInputs {
  const bits = rowBits(table, encoder, options.bits);
  const names = inputNames(encoder);
  const width = names.length;
  const inputs = new Float32Array(table.rows * width);
  let start = 0;
  for (const { column, mean, scale, indicator } of encoder.numbers) {
    for (const [row, number] of numberColumn(table, column).entries()) {
      const missing = Number.isNaN(number);
      const input = Math.fround(missing ? 0 : (number - mean) / scale);
      if (!Number.isFinite(input)) {
        throw new RangeError(
          `Cannot encode column ${describeValue(column)}: every number must be within 3.4e38 standard deviations of the mean, received ${number} on line ${table.line(row)}`,
        );
      }
      inputs[row * width + start] = input;
      if (indicator && missing) inputs[row * width + start + 1] = 1;
    }
    start += indicator ? 2 : 1;
  }
  for (const { column, values } of encoder.categories) {
    const places = new Map(values.map((value, place) => [value, start + place]));
    for (const [row, cell] of table.cells(column).entries()) {
      const place = places.get(cell);
      if (place !== undefined) inputs[row * width + place] = 1;
    }
    start += values.length;
  }
  for (let row = 0; row < table.rows && bits; row++) {
    inputs.set(bits.subarray(row * encoder.bits, (row + 1) * encoder.bits), row * width + start);
  }
  return { inputs, inputShape: [width], names };
}

function rowBits(
  table: Table,
  encoder: InputEncoder,
  packed: Uint8Array | undefined,
): Uint8Array | undefined {
  if (encoder.bits > 0 && packed === undefined) {
    throw new TypeError(
      `Cannot encode the inputs: the encoder wants ${encoder.bits} bits a row beside the table, received none`,
    );
  }
  if (encoder.bits === 0 && packed !== undefined) {
    throw new TypeError(
      `Cannot encode the inputs: the encoder wants no bits beside the table, received ${packed.length} bytes`,
    );
  }
  return packed && unpackBits(packed, encoder.bits, table.rows);
}
