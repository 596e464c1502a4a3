import { describeValue } from "../errors/describe-value.ts";

/**
 * Checks that labels and predictions can be compared one by one.
 *
 * @param action What the caller does, for the message, such as `compute the accuracy`.
 * @param labels `[B]` true labels.
 * @param predictions `[B]` predicted labels.
 * @throws {RangeError} On an empty list or two lengths.
 */
export function checkPairs(action: string, labels: ArrayLike<number>, predictions: ArrayLike<number>): void {
  if (labels.length !== predictions.length) {
    throw new RangeError(
      `Cannot ${action}: labels and predictions need the same length, received ${labels.length} labels and ${predictions.length} predictions`,
    );
  }
  if (labels.length === 0) {
    throw new RangeError(`Cannot ${action}: at least one label is needed, received none`);
  }
}

/**
 * Reads one label and refuses what is no number.
 *
 * @param action What the caller does, for the message.
 * @param kind Which list it is from, for the message.
 * @param values The list.
 * @param row The row, from 0.
 * @returns The label: a finite number.
 * @throws {TypeError} On NaN, infinity, or what is no number.
 */
export function labelAt(
  action: string,
  kind: "label" | "prediction",
  values: ArrayLike<number>,
  row: number,
): number {
  const value: unknown = values[row];
  if (typeof value !== "number" || !Number.isFinite(value)) {
    throw new TypeError(
      `Cannot ${action}: every ${kind} must be a finite number, received ${describeValue(value)} in row ${row}`,
    );
  }
  return value;
}
