import { checkPairs, labelAt } from "./check-labels.ts";

const ACTION = "count the confusion matrix";

/** The most different labels that a matrix is made for: 4,096 x 4,096 counts are 128 MB already. */
const MAX_LABELS = 4096;

/** How often each true label was predicted as each label. */
export interface ConfusionMatrix {
  /** The `N` labels that occur, true or predicted, from the smallest to the largest. */
  readonly labels: number[];
  /** `[N, N]` counts: `counts[i][j]` rows have the true label `labels[i]` and the prediction `labels[j]`. */
  readonly counts: number[][];
}

/**
 * Counts how often each true label was predicted as each label.
 *
 * Formula: `counts[i][j]` = number of rows with label `labels[i]` and prediction `labels[j]`. The labels are the sorted
 * union of both lists, so a label that is never true but is predicted has a row of zeros, and the other way round.
 *
 * @param labels `[B]` true labels, finite numbers, `B` at least 1.
 * @param predictions `[B]` predicted labels.
 * @returns The sorted labels and the `[N, N]` counts, rows true, columns predicted.
 * @throws {RangeError} On an empty list, two lengths, or more than 4,096 different labels.
 * @throws {TypeError} On NaN or infinity in either list; the message names the row.
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
export function confusionMatrix(labels: ArrayLike<number>, predictions: ArrayLike<number>): ConfusionMatrix {
  checkPairs(ACTION, labels, predictions);
  const union = sortedUnion(labels, predictions);
  const indexOf = new Map(union.map((label, index) => [label, index]));
  const counts = union.map(() => new Array<number>(union.length).fill(0));
  for (let row = 0; row < labels.length; row++) {
    const countsOfLabel = counts[indexOf.get(labels[row] ?? 0) ?? -1];
    const column = indexOf.get(predictions[row] ?? 0) ?? -1;
    if (countsOfLabel !== undefined) countsOfLabel[column] = (countsOfLabel[column] ?? 0) + 1;
  }
  return { labels: union, counts };
}

function sortedUnion(labels: ArrayLike<number>, predictions: ArrayLike<number>): number[] {
  const seen = new Set<number>();
  for (let row = 0; row < labels.length; row++) {
    seen.add(labelAt(ACTION, "label", labels, row));
    seen.add(labelAt(ACTION, "prediction", predictions, row));
    if (seen.size > MAX_LABELS) {
      throw new RangeError(
        `Cannot ${ACTION}: at most ${MAX_LABELS} different labels are supported, received more by row ${row}; are these class labels?`,
      );
    }
  }
  return [...seen].sort((a, b) => a - b);
}
