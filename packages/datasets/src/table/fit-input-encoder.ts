import { describeValue } from "./describe-value.ts";
import { firstRepeated } from "./first-repeated.ts";
import type { CategoryInput, InputEncoder, InputSpec, NumberInput } from "./input-encoder.ts";
import { numberColumn } from "./number-column.ts";
import type { Table } from "./table.ts";

/** More names than this are identifiers, of which a model learns nothing. */
const maxValues = 1000;

/**
 * Learns from the training rows how to turn rows of a table into a model's inputs. No other row has a say, so that a
 * measure on held-out rows stays honest.
 *
 * A number `x` becomes `(x - mean) / scale`, with the mean and the standard deviation (divided by the number of rows, not
 * one less) of the training rows that have it. A column of names becomes one input of 0 or 1 for each name among the
 * training rows.
 *
 * @param table The table.
 * @param spec The columns to take, each once, and the width of the bits.
 * @param trainingRows Indices of the training rows, each from 0 to `table.rows - 1`; at least one.
 * @returns The encoder: plain data, for {@linkcode encodeInputs}.
 * @throws {TypeError} If the spec names nothing, or a column twice, or a cell is no number.
 * @throws {RangeError} If there is no such column or row, a column is empty in all training rows, a column of names has
 * more than 1,000 of them, or numbers are too large for their mean and deviation.
 *
 * @example
 * ```ts
 * import { fitInputEncoder, readCsv } from "@proj/datasets";
 *
 * const table = readCsv("Age,Gender\n20,female\n40,male\n90,male\n");
 * const encoder = fitInputEncoder(table, { numbers: ["Age"], categories: ["Gender"] }, [0, 1]);
 * console.log(encoder.numbers); // [ { column: "Age", mean: 30, scale: 10, indicator: false } ]
 * console.log(encoder.categories); // [ { column: "Gender", values: [ "female", "male" ] } ]
 * ```
 */
export function fitInputEncoder(
  table: Table,
  spec: InputSpec,
  trainingRows: ArrayLike<number>,
): InputEncoder {
  const { numbers = [], categories = [], bits } = spec;
  const columns = [...numbers, ...categories];
  if (columns.length === 0 && bits === undefined) {
    throw new TypeError(
      "Cannot fit an encoder: the spec must name numbers, categories or bits, received none of them",
    );
  }
  const twice = firstRepeated(columns);
  if (twice !== undefined) {
    throw new TypeError(
      `Cannot fit an encoder: every column must be named once, received ${describeValue(twice)} again`,
    );
  }
  const width = bits?.width ?? 0;
  if (bits !== undefined && (!Number.isInteger(width) || width < 1)) {
    throw new RangeError(
      `Cannot fit an encoder: the width of bits must be an integer from 1, received ${describeValue(width)}`,
    );
  }
  checkRows(trainingRows, table.rows);
  return {
    numbers: numbers.map((column) => fitNumbers(column, numberColumn(table, column), trainingRows)),
    categories: categories.map((column) => fitCategories(column, table.cells(column), trainingRows)),
    bits: width,
  };
}

function checkRows(trainingRows: ArrayLike<number>, rows: number): void {
  if (trainingRows.length === 0) {
    throw new RangeError("Cannot fit an encoder: there must be at least one training row, received none");
  }
  for (let place = 0; place < trainingRows.length; place++) {
    const row = trainingRows[place];
    if (row === undefined || !Number.isInteger(row) || row < 0 || row >= rows) {
      throw new RangeError(
        `Cannot fit an encoder: every training row must be an integer from 0 to ${rows - 1}, received ${describeValue(row)}`,
      );
    }
  }
}

function fitNumbers(column: string, cells: Float64Array, trainingRows: ArrayLike<number>): NumberInput {
  const all = Float64Array.from(trainingRows, (row) => cells[row] ?? Number.NaN);
  const present = all.filter((value) => !Number.isNaN(value));
  const first = present[0];
  if (first === undefined) throw emptyColumn(column, "number");
  const indicator = present.length < all.length;
  // Rounding would give them a mean beside their value, and a scale next to nothing.
  if (present.every((value) => value === first)) return { column, mean: first, scale: 1, indicator };
  const mean = present.reduce((sum, value) => sum + value, 0) / present.length;
  const variance = present.reduce((sum, value) => sum + (value - mean) ** 2, 0) / present.length;
  const scale = Math.sqrt(variance);
  if (!Number.isFinite(scale) || scale === 0) {
    throw new RangeError(
      `Cannot fit column ${describeValue(column)}: mean and standard deviation must fit 64 bits, received ${mean} and ${scale}; give the column in another unit`,
    );
  }
  return { column, mean, scale, indicator };
}

function fitCategories(
  column: string,
  cells: readonly string[],
  trainingRows: ArrayLike<number>,
): CategoryInput {
  const values = new Set(Array.from(trainingRows, (row) => cells[row] ?? ""));
  values.delete("");
  if (values.size === 0) throw emptyColumn(column, "name");
  if (values.size > maxValues) {
    throw new RangeError(
      `Cannot fit column ${describeValue(column)}: it may have ${maxValues} different names, received ${values.size}; name it among the numbers, or leave it out if it identifies rows`,
    );
  }
  return { column, values: [...values].sort() };
}

function emptyColumn(column: string, what: string): RangeError {
  return new RangeError(
    `Cannot fit column ${describeValue(column)}: at least one training row must have a ${what}, received only empty cells`,
  );
}
