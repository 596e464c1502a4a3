import { mean, type Tensor, type Tensor1D } from "@tensorflow/tfjs-core";

/**
 * Makes one number for each sample out of one for each element.
 *
 * @param elements `[B]`, given back as it is, or `[B, K]`, of which it takes the mean over `K`.
 * @returns `[B]`. The caller disposes it.
 */
export function meanOfColumns(elements: Tensor): Tensor1D {
  return elements.rank === 1 ? (elements as Tensor1D) : mean(elements, 1);
}
