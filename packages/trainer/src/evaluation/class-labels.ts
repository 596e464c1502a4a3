import type { LossDefinition, LossTerm } from "@proj/core";
import type { TrainingData } from "../engine/engine.ts";

/** The classes of samples, out of their combined labels. */
export interface ClassLabels {
  /** `C`. */
  readonly classes: number;
  /** `[N]`, each sample's class. */
  readonly truths: Uint32Array;
  /** `[N]`, 1 where a sample counts. */
  readonly isLive: Uint8Array;
}

/**
 * Reads the classes that a loss is about.
 *
 * @param definition What the loss says of itself; `undefined` where it says nothing.
 * @param data The samples.
 * @returns The classes, or null where the loss is not of one part of classes.
 */
export function classLabels(
  definition: LossDefinition | undefined,
  { labels, labelWidth, count }: Pick<TrainingData, "labels" | "labelWidth" | "count">,
): ClassLabels | null {
  const [term, ...others] = definition?.terms ?? [];
  if (term === undefined || others.length > 0) return null;
  const { part } = term;
  if (part.kind !== "oneHot" && part.kind !== "classIndex") return null;
  const { classes, kind, offset } = part;
  const truths = new Uint32Array(count);
  const isLive = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    const first = row * labelWidth;
    truths[row] =
      kind === "classIndex" ? (labels[first + offset] ?? 0) : largest(labels, first + offset, classes);
    isLive[row] = counts(term, labels, first) ? 1 : 0;
  }
  return { classes, truths, isLive };
}

/** A part of classes is masked by columns of one number. */
function counts({ masks }: LossTerm, labels: Float32Array, first: number): boolean {
  return masks.every(({ offset }) => labels[first + offset] !== 0);
}

function largest(numbers: Float32Array, from: number, count: number): number {
  let best = 0;
  for (let index = 1; index < count; index++) {
    if ((numbers[from + index] ?? 0) > (numbers[from + best] ?? 0)) best = index;
  }
  return best;
}
