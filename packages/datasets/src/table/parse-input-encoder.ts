import { describeValue } from "./describe-value.ts";
import { firstRepeated } from "./first-repeated.ts";
import type { CategoryInput, InputEncoder, NumberInput } from "./input-encoder.ts";

/**
 * Checks an encoder that was read from JSON, such as a model's manifest.
 *
 * @param value What `JSON.parse` gave.
 * @returns The encoder, in memory of its own.
 * @throws {TypeError} If it is no encoder; the message names the field, as `numbers[2].scale`.
 *
 * @example
 * ```ts
 * import { parseInputEncoder } from "@proj/datasets";
 *
 * const json = '{ "numbers": [{ "column": "Age", "mean": 30, "scale": 10, "indicator": true }], "categories": [], "bits": 0 }';
 * console.log(parseInputEncoder(JSON.parse(json)).numbers[0]?.column); // Age
 * ```
 */
export function parseInputEncoder(value: unknown): InputEncoder {
  const fields = record(value, "it", ["numbers", "categories", "bits"]);
  const numbers = list(fields["numbers"], "numbers").map(parseNumber);
  const categories = list(fields["categories"], "categories").map(parseCategory);
  const { bits } = fields;
  if (typeof bits !== "number" || !Number.isSafeInteger(bits) || bits < 0) {
    throw wrong("bits", "an integer from 0", bits);
  }
  const columns = [...numbers, ...categories].map(({ column }) => column);
  const twice = firstRepeated(columns);
  if (twice !== undefined) throw wrong("every column", "named once", twice);
  if (columns.length === 0 && bits === 0) throw wrong("at least one input", "there", undefined);
  return { numbers, categories, bits };
}

function parseNumber(value: unknown, index: number): NumberInput {
  const at = `numbers[${index}]`;
  const { column, mean, scale, indicator } = record(value, at, ["column", "mean", "scale", "indicator"]);
  if (typeof mean !== "number" || !Number.isFinite(mean)) throw wrong(`${at}.mean`, "a finite number", mean);
  if (typeof scale !== "number" || !Number.isFinite(scale) || scale <= 0) {
    throw wrong(`${at}.scale`, "a finite number above 0", scale);
  }
  if (typeof indicator !== "boolean") throw wrong(`${at}.indicator`, "true or false", indicator);
  return { column: text(column, `${at}.column`), mean, scale, indicator };
}

function parseCategory(value: unknown, index: number): CategoryInput {
  const at = `categories[${index}]`;
  const { column, values } = record(value, at, ["column", "values"]);
  const names = list(values, `${at}.values`).map((name, place) => text(name, `${at}.values[${place}]`));
  if (names.length === 0) throw wrong(`${at}.values`, "at least one name", names);
  const twice = firstRepeated(names);
  if (twice !== undefined) throw wrong(`every name in ${at}.values`, "there once", twice);
  return { column: text(column, `${at}.column`), values: names };
}

/** An object with exactly these fields: one that is not known may change what the others mean. */
function record(value: unknown, at: string, fields: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw wrong(at, "an object", value);
  const entries = Object.entries(value);
  const unknown = entries.find(([field]) => !fields.includes(field));
  if (unknown) throw wrong(at, `an object of ${fields.join(", ")} and nothing else`, unknown[0]);
  return Object.fromEntries(entries);
}

function list(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) throw wrong(at, "an array", value);
  return value;
}

function text(value: unknown, at: string): string {
  if (typeof value !== "string" || value === "") throw wrong(at, "a text of at least one character", value);
  return value;
}

function wrong(what: string, requirement: string, value: unknown): TypeError {
  return new TypeError(
    `Cannot read the encoder: ${what} must be ${requirement}, received ${describeValue(value)}`,
  );
}
