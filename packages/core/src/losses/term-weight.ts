import {
  broadcastTo,
  mul,
  ones,
  reshape,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import { isList } from "../layout/part-kinds.ts";
import { slicePart } from "../layout/slice-part.ts";
import { isMaskedByLabel, type LossTerm } from "./loss-terms.ts";

/**
 * Computes how much each sample of a part counts, or each label of it: the product of its masks.
 *
 * @param term The part's loss.
 * @param labels `[B, L]` combined labels.
 * @param byLabel Whether a part of several labels has a weight for each in any case; else only where one of its masks has.
 * @returns `[B]`, or `[B, K]` float32 weights. The caller disposes it, and what lies between: call it inside `tidy`.
 */
export function termWeight(term: LossTerm, labels: Tensor, byLabel: boolean): Tensor1D | Tensor2D {
  const [count = 0] = labels.shape;
  const { part, masks } = term;
  const columns = (byLabel && isList(part)) || isMaskedByLabel(term) ? part.width : null;
  const weights = masks.map((mask) => {
    const weight = slicePart(labels, mask);
    return columns === null ? weight : reshape(weight, [count, mask.width]);
  });
  if (weights.length === 0) return ones(columns === null ? [count] : [count, columns]) as Tensor1D | Tensor2D;
  const product = weights.reduce((all, weight) => mul(all, weight));
  return (columns === null ? product : broadcastTo(product, [count, columns])) as Tensor1D | Tensor2D;
}
