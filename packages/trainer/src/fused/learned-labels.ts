import type { TrainingData } from "../engine/engine.ts";
import type { LossHead } from "./loss-head.ts";

/**
 * Takes the columns that the loss compares with out of the labels: those of the parts that are learned, side by side.
 *
 * @param head The loss.
 * @param data The data.
 * @param from The first sample.
 * @param to The sample after the last one; all of them if left out.
 * @returns `[to - from, labelColumns]`, row-major.
 */
export function learnedLabels(
  { terms, labelColumns }: Pick<LossHead, "terms" | "labelColumns">,
  { labels, labelWidth, count }: Pick<TrainingData, "labels" | "labelWidth" | "count">,
  from = 0,
  to: number = count,
): Float32Array<ArrayBuffer> {
  const own = new Float32Array((to - from) * labelColumns);
  for (let row = from; row < to; row++) {
    for (const { part, label } of terms) {
      const first = row * labelWidth + part.offset;
      own.set(labels.subarray(first, first + part.width), (row - from) * labelColumns + label);
    }
  }
  return own;
}
