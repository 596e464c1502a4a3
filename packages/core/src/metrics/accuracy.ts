import { labelAt } from "./check-labels.ts";
import { MeanMeter, type MeanMetric } from "./mean-meter.ts";
import type { Meter } from "./meter.ts";
import type { MetricOptions } from "./metric-options.ts";

const ACTION = "compute the accuracy";

const METRIC: MeanMetric = {
  action: ACTION,
  width: 1,
  score: (labels, predictions, row) =>
    Number(labelAt(ACTION, "label", labels, row) === labelAt(ACTION, "prediction", predictions, row)),
};

/**
 * Computes the share of predictions that equal their label.
 *
 * Formula: `accuracy = sum(w over the rows where labels = predictions) / sum(w)`, with `w` 1 where no weights are given.
 *
 * @param labels `[B]` true labels, finite numbers, at least one of weight above 0.
 * @param predictions `[B]` predicted labels.
 * @param options The mask and the weights of the rows.
 * @returns A number from 0 to 1, never NaN.
 * @throws {RangeError} Where no row counts, on lengths that differ, and on a bad mask or weight.
 * @throws {TypeError} On NaN or infinity in a row that counts (the message names the row), and on an unknown option.
 *
 * @example
 * ```ts
 * import { accuracy } from "@proj/core";
 *
 * console.log(accuracy([1, 3, 5, 7], [1, 3, 5, 9])); // 0.75
 * console.log(accuracy([1, 3, 5, 7], [1, 3, 5, 9], { mask: [0, 0, 1, 1] })); // 0.5
 * ```
 *
 * Source: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.accuracy_score.html
 */
export function accuracy(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  options?: MetricOptions,
): number {
  return accuracyMeter().add(labels, predictions, options).value();
}

/**
 * Makes a meter of `accuracy`, for batches.
 *
 * @returns A meter that has seen nothing.
 *
 * @example
 * ```ts
 * import { accuracyMeter } from "@proj/core";
 *
 * const meter = accuracyMeter();
 * meter.add([1, 3], [1, 3]);
 * meter.add([5, 7], [5, 9]);
 * console.log(meter.value()); // 0.75
 * ```
 */
export function accuracyMeter(): Meter<number> {
  return new MeanMeter(METRIC);
}
