import type { TrainingData } from "../engine/engine.ts";
import type { LossHead } from "./loss-head.ts";

/**
 * Takes the columns that the loss compares with out of the labels: those of the parts that are learned, side by side.
 *
 * @param head The loss.
 * @param data The data.
 * @param samples Indices of the samples; all of them in their order if left out.
 * @returns `[samples, labelColumns]`, row-major.
 */
export function learnedLabels(
  { terms, labelColumns }: Pick<LossHead, "terms" | "labelColumns">,
  { labels, labelWidth, count }: Pick<TrainingData, "labels" | "labelWidth" | "count">,
  samples: Uint32Array | null = null,
): Float32Array<ArrayBuffer> {
  const rows = samples?.length ?? count;
  const own = new Float32Array(rows * labelColumns);
  for (let row = 0; row < rows; row++) {
    for (const { part, label } of terms) {
      const first = (samples?.[row] ?? row) * labelWidth + part.offset;
      own.set(labels.subarray(first, first + part.width), row * labelColumns + label);
    }
  }
  return own;
}
