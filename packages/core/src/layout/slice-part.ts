import { reshape, slice, type Tensor, tidy } from "@tensorflow/tfjs-core";
import type { Part } from "./layout.ts";
import { rulesOf } from "./part-kinds.ts";

/**
 * Cuts one part's columns out of combined labels that were checked already.
 *
 * @param labels `[B, L]` labels.
 * @param part The part.
 * @returns `[B, C]` for one-hot classes, `[B]` for a flag or a value. The caller disposes it.
 */
export function slicePart(labels: Tensor, part: Part): Tensor {
  const [count = 0] = labels.shape;
  return tidy(() => {
    const columns = slice(labels, [0, part.offset], [count, part.width]);
    return reshape(columns, [count, ...rulesOf(part.kind).shape(part)]);
  });
}
