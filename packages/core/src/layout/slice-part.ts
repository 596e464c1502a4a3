import { reshape, slice, type Tensor, tidy } from "@tensorflow/tfjs-core";
import type { Part } from "./layout.ts";
import { isList } from "./part-kinds.ts";

/**
 * The shape of one sample's labels.
 *
 * @param part The part.
 * @returns `[C]` for one-hot classes, `[K]` for several flags or values, and for their presences where `K` is above 1;
 *   else `[]`.
 */
export function shapeOf(part: Part): readonly number[] {
  return part.kind === "oneHot" || isList(part) || part.width > 1 ? [part.width] : [];
}

/**
 * Cuts one part's columns out of combined labels that were checked already.
 *
 * @param labels `[B, L]` labels.
 * @param part The part.
 * @returns `[B, C]` for one-hot classes, `[B, K]` for several labels, `[B]` for one. The caller disposes it.
 */
export function slicePart(labels: Tensor, part: Part): Tensor {
  const [count = 0] = labels.shape;
  return tidy(() => {
    const columns = slice(labels, [0, part.offset], [count, part.width]);
    return reshape(columns, [count, ...shapeOf(part)]);
  });
}
