import { labelAt } from "./check-labels.ts";
import { MeanMeter, type MeanMetric } from "./mean-meter.ts";
import type { Meter } from "./meter.ts";
import type { MetricOptions } from "./metric-options.ts";

const ACTION = "compute the average absolute error";

const METRIC: MeanMetric = {
  action: ACTION,
  width: 1,
  score: (labels, predictions, row) =>
    Math.abs(labelAt(ACTION, "prediction", predictions, row) - labelAt(ACTION, "label", labels, row)),
};

/**
 * Computes how far predictions are from their labels on average: the mean absolute error as a metric over plain arrays.
 *
 * Formula: `sum(w * |predictions - labels|) / sum(w)`, with `w` 1 where no weights are given.
 *
 * @param labels `[B]` true values, finite numbers in any unit, at least one of weight above 0.
 * @param predictions `[B]` predicted values in the same unit.
 * @param options The mask and the weights of the rows.
 * @returns A number of 0 or more in the labels' unit, never NaN.
 * @throws {RangeError} Where no row counts, on lengths that differ, and on a bad mask or weight.
 * @throws {TypeError} On NaN or infinity in a row that counts (the message names the row), and on an unknown option.
 *
 * @example
 * ```ts
 * import { averageAbsoluteError } from "@proj/core";
 *
 * console.log(averageAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 8])); // 0.5
 * ```
 *
 * Source: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.mean_absolute_error.html
 */
export function averageAbsoluteError(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  options?: MetricOptions,
): number {
  return averageAbsoluteErrorMeter().add(labels, predictions, options).value();
}

/**
 * Makes a meter of `averageAbsoluteError`, for batches.
 *
 * @returns A meter that has seen nothing.
 *
 * @example
 * ```ts
 * import { averageAbsoluteErrorMeter } from "@proj/core";
 *
 * const meter = averageAbsoluteErrorMeter();
 * meter.add([3, -0.5], [2.5, 0]);
 * meter.add([2, 7], [2, 8]);
 * console.log(meter.value()); // 0.5
 * ```
 */
export function averageAbsoluteErrorMeter(): Meter<number> {
  return new MeanMeter(METRIC);
}
