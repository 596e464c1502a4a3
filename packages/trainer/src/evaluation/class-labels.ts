import type { LossDefinition, LossTerm } from "@proj/core";
import type { TrainingData } from "../engine/engine.ts";

/** What a sample is to the loss: left out by a mask. */
export const MASKED = 0;
/** It counts. */
export const LIVE = 1;
/** It has no class. */
export const UNKNOWN = 2;

/** The classes of samples, out of their combined labels. */
export interface ClassLabels {
  /** `C`. */
  readonly classes: number;
  /** `[N]`, each sample's class. */
  readonly truths: Uint32Array;
  /** `[N]`, whether a sample counts; `UNKNOWN` where its class is missing. */
  readonly liveness: Uint8Array;
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
  const liveness = new Uint8Array(count);
  for (let row = 0; row < count; row++) {
    const first = row * labelWidth;
    truths[row] =
      kind === "classIndex" ? (labels[first + offset] ?? 0) : largest(labels, first + offset, classes);
    liveness[row] = livenessOf(term, labels, first);
  }
  return { classes, truths, liveness };
}

/** A part of classes is masked by columns of one number. */
function livenessOf({ part, masks }: LossTerm, labels: Float32Array, first: number): number {
  const isZero = ({ offset }: Pick<typeof part, "offset">): boolean => labels[first + offset] === 0;
  if (masks.some((mask) => mask.kind === "presence" && isZero(mask))) return UNKNOWN;
  if (Number.isNaN(labels[first + part.offset])) return UNKNOWN;
  return masks.some(isZero) ? MASKED : LIVE;
}

function largest(numbers: Float32Array, from: number, count: number): number {
  let best = 0;
  for (let index = 1; index < count; index++) {
    if ((numbers[from + index] ?? 0) > (numbers[from + best] ?? 0)) best = index;
  }
  return best;
}
