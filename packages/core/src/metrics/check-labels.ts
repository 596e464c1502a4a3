import { checkFields } from "../errors/check-fields.ts";
import { describeValue } from "../errors/describe-value.ts";
import type { MetricOptions } from "./metric-options.ts";

/**
 * Checks that labels, predictions, mask and weights stand for the same rows.
 *
 * @param action What the caller does, for the message, such as `compute the accuracy`.
 * @param labels `[B]` true labels.
 * @param predictions `[B * width]` predictions.
 * @param options The mask and the weights.
 * @param width How many predictions belong to a label.
 * @throws {RangeError} On lengths that do not fit.
 * @throws {TypeError} On options that are none.
 */
export function checkRows(
  action: string,
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  options: MetricOptions,
  width = 1,
): void {
  checkFields(action, "options", options, ["mask", "sampleWeight"]);
  const rows = labels.length;
  if (predictions.length !== rows * width) {
    throw new RangeError(
      width === 1
        ? `Cannot ${action}: labels and predictions need the same length, received ${rows} labels and ${predictions.length} predictions`
        : `Cannot ${action}: every label needs ${width} scores, received ${rows} labels and ${predictions.length} scores`,
    );
  }
  for (const name of ["mask", "sampleWeight"] as const) {
    const length = options[name]?.length;
    if (length !== undefined && length !== rows) {
      throw new RangeError(
        `Cannot ${action}: the ${name} needs one number for each label, received ${length} for ${rows} labels`,
      );
    }
  }
}

/**
 * Refuses to compute a metric of nothing.
 *
 * @param action What the caller does, for the message.
 * @param live How many rows have a weight above 0.
 * @param rows How many rows there are.
 * @throws {RangeError} Where no row counts.
 */
export function checkLive(action: string, live: number, rows: number): void {
  if (live > 0) return;
  throw new RangeError(
    rows === 0
      ? `Cannot ${action}: at least one label is needed, received none`
      : `Cannot ${action}: at least one label of weight above 0 is needed, received ${rows} of weight 0`,
  );
}

/**
 * Reads one number and refuses what is none.
 *
 * @param action What the caller does, for the message.
 * @param kind Which list it is from, for the message.
 * @param values The list.
 * @param row The row, from 0.
 * @returns A finite number.
 * @throws {TypeError} On NaN, infinity, or what is no number.
 */
export function labelAt(
  action: string,
  kind: "label" | "prediction" | "score",
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

/**
 * Reads one label of two classes.
 *
 * @param action What the caller does, for the message.
 * @param labels The labels.
 * @param row The row, from 0.
 * @returns 0 or 1.
 * @throws {RangeError} On another number.
 * @throws {TypeError} On NaN, infinity, or what is no number.
 */
export function binaryLabelAt(action: string, labels: ArrayLike<number>, row: number): 0 | 1 {
  const label = labelAt(action, "label", labels, row);
  if (label !== 0 && label !== 1) {
    throw new RangeError(
      `Cannot ${action}: every label must be 0 or 1, received ${describeValue(label)} in row ${row}`,
    );
  }
  return label === 1 ? 1 : 0;
}
