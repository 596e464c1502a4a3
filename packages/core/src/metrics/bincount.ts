import { describeValue } from "../errors/describe-value.ts";

/** The most bins: enough for class labels, small enough that a stray identifier or time stamp takes no memory. */
const MAX_BINS = 1_000_000;

/**
 * Counts how often each of the numbers 0, 1, 2, ... occurs.
 *
 * Formula: `counts[i]` = number of values equal to `i`.
 *
 * @param values Whole numbers from 0 to 999,999.
 * @param minLength The least length of the result, from 0 to 1,000,000; missing numbers count 0.
 * @returns Counts of length `max(minLength, largest value + 1)`.
 * @throws {RangeError} On a negative, fractional or too large value (the message names the row) or `minLength`.
 *
 * @example
 * ```ts
 * import { bincount } from "@proj/core";
 *
 * console.log(bincount([1, 3, 3], 5)); // [0, 1, 0, 2, 0]
 * ```
 *
 * Source: https://numpy.org/doc/stable/reference/generated/numpy.bincount.html
 */
export function bincount(values: ArrayLike<number>, minLength = 0): number[] {
  if (!Number.isInteger(minLength) || minLength < 0 || minLength > MAX_BINS) {
    throw new RangeError(
      `Cannot count: minLength must be a whole number from 0 to ${MAX_BINS}, received ${describeValue(minLength)}`,
    );
  }
  let length = minLength;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === undefined || !Number.isInteger(value) || value < 0 || value >= MAX_BINS) {
      throw new RangeError(
        `Cannot count: every value must be a whole number from 0 to ${MAX_BINS - 1}, received ${describeValue(value)} in row ${row}`,
      );
    }
    if (value >= length) length = value + 1;
  }
  const counts = new Array<number>(length).fill(0);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? 0;
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}
