import { describeNames, describeValue } from "./describe-value.ts";

/**
 * Refuses fields that nobody reads: a misspelt one would be left out in silence.
 *
 * @param action What cannot be done otherwise, for the message.
 * @param what What has the fields, for the message, such as `options`.
 * @param given Should be an object.
 * @param known The fields that are read.
 * @param others Fields that may be there as well, and that the message does not name.
 * @throws {TypeError} Where it is no object, or has another field.
 */
export function checkFields(
  action: string,
  what: string,
  given: unknown,
  known: readonly string[],
  others: readonly string[] = [],
): void {
  if (typeof given !== "object" || given === null) {
    throw new TypeError(`Cannot ${action}: ${what} must be an object, received ${describeValue(given)}`);
  }
  const unknown = Object.keys(given).find((field) => !known.includes(field) && !others.includes(field));
  if (unknown === undefined) return;
  throw new TypeError(
    `Cannot ${action}: ${what} must have no other fields than ${describeNames(known)}, received ${describeValue(unknown)}`,
  );
}
