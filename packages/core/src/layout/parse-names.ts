import { describeValue } from "../errors/describe-value.ts";

/** The most classes or labels of a part: a layout of more would take 4 MB for each sample. */
const MAX_SIZE = 1_000_000;

/** How many there are, and what they are called where they have names. */
export interface Named {
  readonly size: number;
  readonly names?: readonly string[];
}

/**
 * Reads how many classes or labels a part has, from a number or from their names.
 *
 * @param action What cannot be done otherwise, for the message.
 * @param what `classes` or `size`.
 * @param least The fewest.
 * @param given The number or the names.
 * @returns The number, and the names where they were given.
 * @throws {RangeError} Where there are fewer or more than allowed.
 * @throws {TypeError} Where a name is no text, is empty, or comes twice.
 */
export function parseNames(action: string, what: string, least: number, given: unknown): Named {
  const size: unknown = Array.isArray(given) ? given.length : given;
  if (typeof size !== "number" || !Number.isInteger(size) || size < least || size > MAX_SIZE) {
    throw new RangeError(
      `Cannot ${action}: ${what} must be a whole number from ${least} to ${MAX_SIZE}, received ${describeValue(size)}`,
    );
  }
  if (!Array.isArray(given)) return { size };
  const names: readonly unknown[] = given;
  const seen = new Set<string>();
  for (const name of names) {
    if (typeof name !== "string" || name === "" || seen.has(name)) {
      throw new TypeError(
        `Cannot ${action}: names must be different texts that are not empty, received ${describeValue(name)}${typeof name === "string" && name !== "" ? " twice" : ""}`,
      );
    }
    seen.add(name);
  }
  return { size, names: Object.freeze([...seen]) };
}

/**
 * Reads the same out of a definition from JSON, where a number stands beside the names.
 *
 * @param action What cannot be done otherwise, for the message.
 * @param what `classes` or `size`.
 * @param least The fewest.
 * @param json The definition.
 * @returns The number, and the names where there are any.
 * @throws {RangeError} Where the number is out of range, or is not that of the names.
 * @throws {TypeError} Where the names are no names.
 */
export function parseNamesOf(action: string, what: "classes" | "size", least: number, json: object): Named {
  const number: unknown = Reflect.get(json, what);
  const names: unknown = Reflect.get(json, "names");
  if (names === undefined) return parseNames(action, what, least, number);
  if (!Array.isArray(names)) {
    throw new TypeError(`Cannot ${action}: names must be a list, received ${describeValue(names)}`);
  }
  const named = parseNames(action, what, least, names);
  if (number !== undefined && number !== named.size) {
    throw new RangeError(
      `Cannot ${action}: ${what} must be ${named.size}, the number of names, received ${describeValue(number)}`,
    );
  }
  return named;
}
