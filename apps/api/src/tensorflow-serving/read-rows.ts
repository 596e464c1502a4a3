import type { Manifest } from "@proj/model";
import { refuse } from "../http/refuse.ts";
import { describeValue } from "../json/describe-value.ts";
import { type NamePosition, positionsIn } from "../json/name-position.ts";
import { isArray } from "../json/number-tensor.ts";
import type { NestedNumbers } from "../json/unseen.ts";
import { decodeBase64 } from "../pictures/decode-base64.ts";
import { readPictures } from "../pictures/read-pictures.ts";
import type { Service } from "../prediction/service.ts";
import { checkBatch } from "../tensors/check-batch.ts";
import { checkInputShape } from "../tensors/input-shape.ts";
import { nestedShape } from "../tensors/nested-shape.ts";
import { readNumbers } from "../tensors/read-numbers.ts";
import { inputName } from "../tensors/tensor-names.ts";

/** One input in JSON: its numbers or a PNG or JPEG in base64, bare or under the input's name. */
export type Row = Bare | { readonly inputs: Bare };

/** Inputs one after another, all of the same form; bare numbers where a model takes one number each. */
export type Rows = readonly Row[];

type Bare = number | NestedNumbers | { readonly b64: string };

/** A batch, ready for a model. */
export interface RowBatch {
  readonly inputs: Float32Array | Uint8Array;
  readonly count: number;
}

/**
 * Reads inputs that stand one after another: arrays of numbers, or pictures as `{"b64": "..."}`, bare or each in an object
 * under the input's name. The first one tells which of these all are.
 *
 * @param service Its limits.
 * @param manifest The model's.
 * @param value The list.
 * @param field The list's name: `instances`.
 * @param isBytes Whether numbers are bytes, which are scaled as in training.
 * @returns The batch.
 * @throws {HTTPException} 400 where an input does not fit the model; the message names the position. 413 for too many.
 */
export async function readRows(
  service: Service,
  manifest: Manifest,
  value: unknown,
  field: string,
  isBytes: boolean,
): Promise<RowBatch> {
  if (!isArray(value)) throw wrong(field, "must be an array of inputs", value);
  const [count = 0] = nestedShape(value);
  checkBatch(count, field, service.limits);
  const isNamed = Array.isArray(value) && isObject(value[0]) && !Object.hasOwn(value[0], "b64");
  const rows = isNamed ? unwrap(value, field) : value;
  const name = positionsIn(field, isNamed ? `.${inputName}` : "");
  if (Array.isArray(rows)) {
    const [first] = rows;
    if (isObject(first)) return { inputs: await pictures(service, manifest, rows, name), count };
    if (!isArray(first) && typeof first !== "number") {
      throw wrong(
        name([0]),
        'must be an array of numbers, or {"b64": "..."} with a PNG or JPEG picture',
        first,
      );
    }
  }
  const shape = nestedShape(rows);
  checkInputShape(shape.slice(1), manifest, field);
  return { inputs: readNumbers(rows, shape, isBytes, name), count };
}

/** The values under the input's name. */
function unwrap(rows: readonly unknown[], field: string): unknown[] {
  return rows.map((row, index) => {
    if (isObject(row) && Object.hasOwn(row, inputName)) return row[inputName];
    const requirement = `must have the input "${inputName}"`;
    const [key] = isObject(row) ? Object.keys(row) : [];
    // The caller may have misspelt it.
    throw wrong(
      `${field}[${index}]`,
      key === undefined ? requirement : `${requirement} instead of ${describeValue(key)}`,
      row,
    );
  });
}

function pictures(
  service: Service,
  manifest: Manifest,
  rows: readonly unknown[],
  name: NamePosition,
): Promise<Uint8Array> {
  const files = rows.map((row, index) => {
    const position = name([index]);
    if (!isObject(row) || !Object.hasOwn(row, "b64")) {
      throw wrong(position, 'must be {"b64": "..."} with a PNG or JPEG picture, as the first one is', row);
    }
    return { name: position, bytes: decodeBase64(row["b64"], `${position}.b64`) };
  });
  return readPictures(service, manifest, files);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !isArray(value);
}

function wrong(field: string, requirement: string, received: unknown): Error {
  return refuse(400, `Cannot use the body: ${field} ${requirement}, received ${describeValue(received)}`);
}
