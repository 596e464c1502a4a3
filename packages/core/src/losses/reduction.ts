import type { Scalar, Tensor1D } from "@tensorflow/tfjs-core";

/**
 * How the losses of `B` samples become one number. With `w` the sample weights and `l` the losses:
 *
 * | name | value | divisor where nothing is live | known from |
 * |---|---|---|---|
 * | `none` | `w * l`, shape `[B]` | | Keras |
 * | `sum` | `sum(w * l)` | | Keras, PyTorch |
 * | `sumOverBatchSize` | `sum(w * l) / B` | | Keras' default |
 * | `meanWithSampleWeight` | `sum(w * l) / sum(w)` | value 0 | Keras |
 * | `sumByNonzeroWeights` | `sum(w * l) / count(w != 0)` | value 0 | TensorFlow.js' default |
 */
export type Reduction = "none" | "sum" | "sumOverBatchSize" | "meanWithSampleWeight" | "sumByNonzeroWeights";

/** What a reduction gives: `[B]` for `none`, else a scalar. */
export type ReducedLoss<R extends Reduction> = R extends "none" ? Tensor1D : Scalar;

/** Every reduction, in the order of the documentation. */
export const REDUCTIONS: readonly Reduction[] = [
  "none",
  "sum",
  "sumOverBatchSize",
  "meanWithSampleWeight",
  "sumByNonzeroWeights",
];
