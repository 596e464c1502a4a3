import { describeValue } from "../errors/describe-value.ts";
import { binaryLabelAt, labelAt } from "./check-labels.ts";
import { MeanMeter, type MeanMetric } from "./mean-meter.ts";
import type { Meter } from "./meter.ts";
import type { MetricOptions } from "./metric-options.ts";

const ACTION = "compute the Brier score";

const METRIC: MeanMetric = {
  action: ACTION,
  width: 1,
  score: (labels, predictions, row) => {
    const label = binaryLabelAt(ACTION, labels, row);
    const probability = labelAt(ACTION, "prediction", predictions, row);
    if (probability < 0 || probability > 1) {
      throw new RangeError(
        `Cannot ${ACTION}: every prediction must be a probability from 0 to 1, received ${describeValue(probability)} in row ${row}`,
      );
    }
    return (probability - label) ** 2;
  },
};

/**
 * Computes the Brier score of two classes: how far the predicted probabilities are from what happened.
 *
 * Formula: `sum(w * (p - y)^2) / sum(w)`, with `w` 1 where no weights are given. Smaller is better: 0 is perfect, 0.25
 * is what a constant 0.5 gets. scikit-learn takes more than two classes as well.
 *
 * @param labels `[B]` true labels `y`, 0 or 1, at least one of weight above 0.
 * @param predictions `[B]` predicted probabilities `p` of class 1, from 0 to 1.
 * @param options The mask and the weights of the rows.
 * @returns A number from 0 to 1, never NaN.
 * @throws {RangeError} Where no row counts, on lengths that differ, a label that is not 0 or 1, a prediction that is no
 *   probability, and a bad mask or weight.
 * @throws {TypeError} On NaN or infinity in a row that counts (the message names the row), and on an unknown option.
 *
 * @example
 * ```ts
 * import { brierScore } from "@proj/core";
 *
 * console.log(brierScore([0, 1], [0.5, 1])); // 0.125
 * ```
 *
 * Source: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.brier_score_loss.html
 */
export function brierScore(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  options?: MetricOptions,
): number {
  return brierScoreMeter().add(labels, predictions, options).value();
}

/**
 * Makes a meter of `brierScore`, for batches.
 *
 * @returns A meter that has seen nothing.
 *
 * @example
 * ```ts
 * import { brierScoreMeter } from "@proj/core";
 *
 * const meter = brierScoreMeter();
 * meter.add([0], [0.5]);
 * meter.add([1], [1]);
 * console.log(meter.value()); // 0.125
 * ```
 */
export function brierScoreMeter(): Meter<number> {
  return new MeanMeter(METRIC);
}
