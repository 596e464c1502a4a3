import { describeNames, describeValue } from "./describe-value.ts";
import type { RowSplit } from "./split-rows.ts";

/** Choices of {@linkcode readSplit}. */
export interface ReadSplitOptions {
  /** Number of rows that the indices are of. */
  readonly count: number;
  /** Where in the JSON the division is: keys and indices with points between them, such as `random.0`. */
  readonly path?: string | undefined;
}

/**
 * Reads a division of rows that somebody published: `{ "train": [...], "valid": [...], "test": [...] }`, of row indices
 * from 0. `validation` is as good as `valid`. A part that is not there is empty, save `train`; other fields, and rows in
 * no part, are left out.
 *
 * @param json What `JSON.parse` gave.
 * @param options Number of rows, and the path to the division where the file holds several.
 * @returns The three parts, each sorted.
 * @throws {TypeError} If there is no division at the path, or a part is no array.
 * @throws {RangeError} If an index is no integer from 0 to `count - 1`, or is there twice.
 *
 * @example
 * ```ts
 * import { readSplit } from "@proj/datasets";
 *
 * const json = { random: [{ seed: 0, train: [3, 0], valid: [1], test: [2] }] };
 * console.log(readSplit(json, { count: 4, path: "random.0" }).train); // Uint32Array [ 0, 3 ]
 * ```
 */
export function readSplit(json: unknown, options: ReadSplitOptions): RowSplit {
  const { count, path } = options;
  const split = find(json, path === undefined ? [] : path.split("."));
  const name = path === undefined ? "the split" : `the split ${describeValue(path)}`;
  const train = field(split, "train");
  if (!Array.isArray(train)) {
    const received = path === undefined && train === undefined ? hint(split) : describeValue(train);
    throw new TypeError(`Cannot read ${name}: it must have an array "train", received ${received}`);
  }
  const [valid, validation] = [field(split, "valid"), field(split, "validation")];
  if (valid !== undefined && validation !== undefined) {
    throw new TypeError(`Cannot read ${name}: it must have "valid" or "validation", received both`);
  }
  const owners = new Map<number, string>();
  const part = (key: string, indices: unknown): Uint32Array => {
    if (indices === undefined) return new Uint32Array(0);
    if (!Array.isArray(indices)) {
      throw new TypeError(
        `Cannot read ${name}: "${key}" must be an array of row indices, received ${describeValue(indices)}`,
      );
    }
    const rows = Uint32Array.from(indices, (index: unknown, place) => {
      if (typeof index !== "number" || !Number.isInteger(index) || index < 0 || index >= count) {
        throw new RangeError(
          `Cannot read ${name}: every row index must be an integer from 0 to ${count - 1}, received ${describeValue(index)} as ${key}[${place}]`,
        );
      }
      const owner = owners.get(index);
      if (owner !== undefined) {
        throw new RangeError(
          `Cannot read ${name}: every row must be in one part once, received ${index} in "${owner}" and as ${key}[${place}]`,
        );
      }
      owners.set(index, key);
      return index;
    });
    return rows.sort();
  };
  if (train.length === 0) {
    throw new RangeError(`Cannot read ${name}: "train" must have at least one row, received none`);
  }
  return {
    train: part("train", train),
    validation: valid === undefined ? part("validation", validation) : part("valid", valid),
    test: part("test", field(split, "test")),
  };
}

function find(json: unknown, keys: readonly string[]): unknown {
  let found = json;
  for (const [depth, key] of keys.entries()) {
    const next = field(found, key);
    if (next === undefined) {
      const before = depth === 0 ? "the file" : describeValue(keys.slice(0, depth).join("."));
      throw new TypeError(
        `Cannot find the split ${describeValue(keys.join("."))}: the path must follow the keys of the file, received ${describeValue(key)} where ${before} has ${describeNames(keysOf(found))}`,
      );
    }
    found = next;
  }
  return found;
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

function hint(value: unknown): string {
  const keys = keysOf(value);
  return keys.length === 0 ? describeValue(value) : `${describeNames(keys)}; name one of them as the path`;
}
