import { checkPairs, labelAt } from "./check-labels.ts";

const ACTION = "compute the accuracy";

/**
 * Computes the share of predictions that equal their label.
 *
 * Formula: `accuracy = (number of rows where labels = predictions) / B`.
 *
 * @param labels `[B]` true labels, finite numbers, `B` at least 1.
 * @param predictions `[B]` predicted labels.
 * @returns A number from 0 to 1, never NaN.
 * @throws {RangeError} On an empty list or two lengths.
 * @throws {TypeError} On NaN or infinity in either list; the message names the row.
 *
 * @example
 * ```ts
 * import { accuracy } from "@proj/core";
 *
 * console.log(accuracy([1, 3, 5, 7], [1, 3, 5, 9])); // 0.75
 * ```
 */
export function accuracy(labels: ArrayLike<number>, predictions: ArrayLike<number>): number {
  checkPairs(ACTION, labels, predictions);
  let correct = 0;
  for (let row = 0; row < labels.length; row++) {
    if (labelAt(ACTION, "label", labels, row) === labelAt(ACTION, "prediction", predictions, row)) correct++;
  }
  return correct / labels.length;
}
