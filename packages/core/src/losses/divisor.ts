import { cast, customGrad, div, maximum, notEqual, sum, type Tensor, zerosLike } from "@tensorflow/tfjs-core";
import type { Reduction } from "./reduction.ts";

/**
 * A divisor that keeps 0 / 0 at 0: far below any sum of weights, and its square, by which gradients into the weights are divided,
 * is still a normal float32 number.
 */
const SMALLEST_DIVISOR = 2 ** -60;

/**
 * Computes what a reduction divides the sum of the losses by. Divisors of several batches add up to that of all of them.
 *
 * @param weight `[B]` or `[B, K]` float32 weights.
 * @param reduction The reduction.
 * @param byColumn Whether every column of `[B, K]` weights has a divisor of its own.
 * @returns A number where the shape of the weights decides it; else a scalar, or `[K]` by column, that the caller disposes.
 *   1 for `none` and `sum`, which divide by nothing.
 */
export function divisorOf(weight: Tensor, reduction: Reduction, byColumn = false): number | Tensor {
  const axis = byColumn && weight.rank === 2 ? 0 : undefined;
  switch (reduction) {
    case "none":
    case "sum":
      return 1;
    case "sumOverBatchSize":
      return axis === undefined ? weight.size : (weight.shape[0] ?? 0);
    case "meanWithSampleWeight":
      return sum(weight, axis);
    case "sumByNonzeroWeights":
      return sum(countable(weight), axis);
  }
}

/** 1 where a weight is not 0, else 0; to the gradient a constant, since tfjs cannot derive a comparison. */
function countable(weight: Tensor): Tensor {
  const count = customGrad((...inputs) => {
    const [weights] = inputs as [Tensor];
    return { value: cast(notEqual(weights, 0), "float32"), gradFunc: (dy: Tensor) => zerosLike(dy) };
  });
  return count(weight);
}

/**
 * Computes what one unit of each loss adds to the reduced value; so also the gradient with respect to that loss.
 *
 * Formula: `weight / divisor`, and 0 where nothing is live.
 *
 * @param weight `[B]` or `[B, K]` float32 weights.
 * @param divisor What the losses are divided by: a number, a scalar, or `[K]`.
 * @returns The shares, of the shape of `weight`. The caller disposes it, and what lies between: call it inside `tidy`.
 */
export function shares(weight: Tensor, divisor: number | Tensor): Tensor {
  if (typeof divisor === "number") return divisor === 1 ? weight : div(weight, Math.max(divisor, 1));
  return div(weight, maximum(divisor, SMALLEST_DIVISOR));
}
