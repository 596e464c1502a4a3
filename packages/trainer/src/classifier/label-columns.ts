import {
  type Condition,
  combineColumns,
  combinedLoss,
  defineLayout,
  evaluateCondition,
  type Flag,
  flag,
  type Layout,
  type OneHot,
  oneHot,
  type Reduction,
  type SampleLoss,
} from "@proj/core";
import type { ImageSet } from "@proj/datasets";
import type { BatchLoss } from "../engine/batch-loss.ts";
import type { TrainingData } from "../engine/engine.ts";

/** What a pixel's byte is multiplied by, in training and, through the manifest, in prediction. */
export const PIXEL_SCALE: number = 1 / 255;

/** Class labels combined with the condition under which they count. */
export interface ConditionalLabels {
  /** The class in `C` one-hot columns, then whether it counts: 11 columns for digits. */
  readonly layout: Layout;
  /** The part that holds the class: what the condition calls it. */
  readonly part: string;
  /** The flag that says whether the class counts. */
  readonly mask: string;
  /** `[N, C + 1]`, row-major. */
  readonly columns: Float32Array;
  /** For each class the number of its labels that count. */
  readonly liveCounts: readonly number[];
}

/**
 * Combines class labels and a condition on them into one row of columns for each sample: the class in one-hot columns,
 * and a last column that is 1 where the condition holds.
 *
 * @param labels Class indices `[N]`, each in `[0, classes)`.
 * @param classes `C`, the number of classes.
 * @param field What the condition calls the class: `"digit"` in `digit >= 5`.
 * @param condition When a label counts.
 * @returns The columns and their layout.
 * @throws {RangeError} If a label is no class.
 *
 * @example
 * ```ts
 * import { parseCondition } from "@proj/core";
 * import { conditionalLabels } from "@proj/trainer";
 *
 * const odd = parseCondition("odd", ["digit"]);
 * console.log(conditionalLabels(Uint8Array.of(3, 4), 5, "digit", odd).liveCounts); // [0, 0, 0, 1, 0]
 * ```
 */
export function conditionalLabels(
  labels: Uint8Array,
  classes: number,
  field: string,
  condition: Condition,
): ConditionalLabels {
  // Whether a label counts depends on its class alone, so the condition is asked once a class.
  const live = Array.from({ length: classes }, (_, label) =>
    evaluateCondition(condition, { [field]: label }),
  );
  const liveCounts = live.map(() => 0);
  const counts = new Uint8Array(labels.length);
  for (const [i, label] of labels.entries()) {
    if (!live[label]) continue;
    counts[i] = 1;
    liveCounts[label] = (liveCounts[label] ?? 0) + 1;
  }
  // The condition travels with the layout, into the manifest.
  const layout = defineLayout({ [field]: oneHot(classes), counts: flag({ when: condition.text }) });
  const columns = combineColumns(layout, { [field]: labels, counts });
  return { layout, part: field, mask: "counts", columns, liveCounts };
}

/**
 * Makes the loss of classes that count only under a condition.
 *
 * @param labels What {@linkcode conditionalLabels} made.
 * @param loss The loss of each sample, before mask and reduction.
 * @param reduction What the masked losses become.
 * @returns A function of labels `[B, C + 1]` and predictions `[B, C]`; the caller disposes its result.
 */
export function conditionalLoss(
  { layout, part, mask }: ConditionalLabels,
  loss: SampleLoss,
  reduction: Reduction = "sumOverBatchSize",
): BatchLoss {
  // The class's name is chosen at run time, where types cannot follow it; combinedLoss checks it there.
  const named = layout as Layout<{ readonly label: OneHot; readonly counts: Flag }>;
  const losses = { [part]: { loss, mask } } as {
    readonly label: { readonly loss: SampleLoss; readonly mask: "counts" };
  };
  return combinedLoss(named, losses, { reduction });
}

/**
 * Puts images beside their labels as engines take them; pixels are scaled to [0, 1].
 *
 * @param images `[N, ...imageShape]` bytes, with their number and shape.
 * @param labels What {@linkcode conditionalLabels} made of their labels.
 * @returns The data; nothing is copied.
 */
export function imageTrainingData(
  { images, count, imageShape }: Omit<ImageSet, "labels">,
  { columns, layout }: ConditionalLabels,
): TrainingData {
  return {
    count,
    inputs: images,
    inputShape: imageShape,
    inputScale: PIXEL_SCALE,
    labels: columns,
    labelWidth: layout.width,
  };
}
