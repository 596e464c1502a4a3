import { ConfusionMatrixMeter } from "./confusion-matrix-meter.ts";
import type { Meter } from "./meter.ts";
import type { MetricOptions } from "./metric-options.ts";

/** How often each true label was predicted as each label. */
export interface ConfusionMatrix {
  /** The `N` labels that occur, true or predicted, from the smallest to the largest. */
  readonly labels: number[];
  /** `[N, N]` counts, or sums of weights: `counts[i][j]` of the true label `labels[i]` and the prediction `labels[j]`. */
  readonly counts: number[][];
}

/**
 * Counts how often each true label was predicted as each label.
 *
 * Formula: `counts[i][j] = sum(w over the rows with label labels[i] and prediction labels[j])`, with `w` 1 where no
 * weights are given. The labels are the sorted union of both lists, so a label that is never true but is predicted has a
 * row of zeros, and the other way round. A label that occurs in rows of weight 0 alone does not occur.
 *
 * @param labels `[B]` true labels, finite numbers, at least one of weight above 0.
 * @param predictions `[B]` predicted labels.
 * @param options The mask and the weights of the rows.
 * @returns The sorted labels and the `[N, N]` counts, rows true, columns predicted.
 * @throws {RangeError} Where no row counts, on lengths that differ, more than 4,096 different labels, and a bad mask or
 *   weight.
 * @throws {TypeError} On NaN or infinity in a row that counts (the message names the row), and on an unknown option.
 *
 * @example
 * ```ts
 * import { confusionMatrix } from "@proj/core";
 *
 * console.log(confusionMatrix([1, 1, 2], [1, 3, 2]));
 * // { labels: [1, 2, 3], counts: [[1, 0, 1], [0, 1, 0], [0, 0, 0]] }
 * ```
 *
 * Source: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.confusion_matrix.html
 */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  options?: MetricOptions,
): ConfusionMatrix {
  return confusionMatrixMeter().add(labels, predictions, options).value();
}

/**
 * Makes a meter of `confusionMatrix`, for batches.
 *
 * @returns A meter that has seen nothing.
 *
 * @example
 * ```ts
 * import { confusionMatrixMeter } from "@proj/core";
 *
 * const meter = confusionMatrixMeter();
 * meter.add([1, 1], [1, 3]);
 * meter.add([2], [2]);
 * console.log(meter.value().labels); // [1, 2, 3]
 * ```
 */
export function confusionMatrixMeter(): Meter<ConfusionMatrix> {
  return new ConfusionMatrixMeter("count the confusion matrix");
}
