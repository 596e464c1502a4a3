import { describeValue } from "../errors/describe-value.ts";
import { labelAt } from "./check-labels.ts";
import { MeanMeter } from "./mean-meter.ts";
import type { Meter } from "./meter.ts";
import type { MetricOptions } from "./metric-options.ts";

/**
 * Computes the share of rows whose label is among the `k` classes of highest score.
 *
 * Formula: `sum(w over the rows where the rank of the label's class is at most k) / sum(w)`, with `w` 1 where no weights
 * are given. Of classes with equal scores the one with the higher index ranks first, as in scikit-learn; so a model
 * that gives every class the same score is right for the last `k` classes.
 *
 * @param labels `[B]` true classes, whole numbers from 0 to `classes - 1`, at least one of weight above 0.
 * @param scores `[B * C]` scores, row by row: probabilities or logits, finite.
 * @param classes The number of classes `C`, at least 1.
 * @param k How many classes may be guessed, from 1 to `classes`.
 * @param options The mask and the weights of the rows.
 * @returns A number from 0 to 1, never NaN; 1 where `k` is `classes`.
 * @throws {RangeError} Where no row counts, on lengths that do not fit, a label that is no class, a bad `classes` or `k`,
 *   and a bad mask or weight.
 * @throws {TypeError} On NaN or infinity in a row that counts (the message names the row), and on an unknown option.
 *
 * @example
 * ```ts
 * import { topKAccuracy } from "@proj/core";
 *
 * const scores = [0.5, 0.2, 0.3, 0.1, 0.3, 0.6];
 * console.log(topKAccuracy([2, 0], scores, 3, 2)); // 0.5
 * ```
 *
 * Source: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.top_k_accuracy_score.html
 */
export function topKAccuracy(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  classes: number,
  k: number,
  options?: MetricOptions,
): number {
  return topKAccuracyMeter(classes, k).add(labels, scores, options).value();
}

/**
 * Makes a meter of `topKAccuracy`, for batches.
 *
 * @param classes The number of classes, at least 1.
 * @param k How many classes may be guessed, from 1 to `classes`.
 * @returns A meter that has seen nothing; its `predictions` are `[B * C]` scores.
 * @throws {RangeError} On a bad `classes` or `k`.
 *
 * @example
 * ```ts
 * import { topKAccuracyMeter } from "@proj/core";
 *
 * const meter = topKAccuracyMeter(3, 2);
 * meter.add([2], [0.5, 0.2, 0.3]);
 * meter.add([0], [0.1, 0.3, 0.6]);
 * console.log(meter.value()); // 0.5
 * ```
 */
export function topKAccuracyMeter(classes: number, k: number): Meter<number> {
  if (!Number.isInteger(classes) || classes < 1) {
    throw new RangeError(
      `Cannot compute the top-k accuracy: classes must be a whole number of 1 or more, received ${describeValue(classes)}`,
    );
  }
  if (!Number.isInteger(k) || k < 1 || k > classes) {
    throw new RangeError(
      `Cannot compute the top-k accuracy: k must be a whole number from 1 to ${classes}, received ${describeValue(k)}`,
    );
  }
  const action = `compute the top-${k} accuracy of ${classes} classes`;
  return new MeanMeter({
    action,
    width: classes,
    score: (labels, scores, row) => Number(rankOfLabel(action, labels, scores, classes, row) <= k),
  });
}

/** The rank of the label's class among the scores of its row, from 1. */
function rankOfLabel(
  action: string,
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  classes: number,
  row: number,
): number {
  const label = labelAt(action, "label", labels, row);
  if (!Number.isInteger(label) || label < 0 || label >= classes) {
    throw new RangeError(
      `Cannot ${action}: every label must be a whole number from 0 to ${classes - 1}, received ${describeValue(label)} in row ${row}`,
    );
  }
  const start = row * classes;
  const own = scores[start + label] ?? 0;
  let rank = 1;
  for (let index = 0; index < classes; index++) {
    const score: unknown = scores[start + index];
    if (typeof score !== "number" || !Number.isFinite(score)) {
      throw new TypeError(
        `Cannot ${action}: every score must be a finite number, received ${describeValue(score)} in row ${row}, class ${index}`,
      );
    }
    if (score > own || (score === own && index > label)) rank++;
  }
  return rank;
}
