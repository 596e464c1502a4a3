import { cast, equal, greater, type Tensor, type Tensor1D, tidy } from "@tensorflow/tfjs-core";
import { checkFields } from "../errors/check-fields.ts";
import { checkSameShape } from "../losses/check-sample-loss.ts";
import { meanOfColumns } from "../losses/mean-of-columns.ts";
import type { LabelTensor } from "../losses/sample-loss.ts";

const ACTION = "compute the binary accuracy";

/** Settings of `binaryAccuracy`. */
export interface BinaryAccuracyOptions {
  /** Whether the predictions are logits, as a layer without sigmoid gives them; `false` if left out. */
  readonly fromLogits?: boolean;
}

/**
 * Tells for each sample whether its yes or no was predicted, or which share of several: a metric of tensors, for
 * `compileCombined`.
 *
 * Formula, for one element: 1 where the label is 1 and the prediction above the threshold, or the label 0 and it is not;
 * else 0. The threshold is 0.5, of logits 0. Where a sample has `K` elements, it gets their mean.
 *
 * @param labels `[B]` or `[B, K]` labels of 1 or 0, of any numeric dtype.
 * @param predictions float32 probabilities from 0 to 1, or logits, of the shape of the labels.
 * @param options Whether the predictions are logits.
 * @returns `[B]` float32 from 0 to 1, not averaged over samples. The caller disposes it.
 * @throws {TypeError} Where an argument is no tensor of numbers, the predictions are not float32, or an option is unknown.
 * @throws {RangeError} Where the shapes are not the same `[B]` or `[B, K]`.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { tensor1d } from "@tensorflow/tfjs-core";
 * import { binaryAccuracy } from "@proj/core";
 *
 * const right = binaryAccuracy(tensor1d([1, 0]), tensor1d([-0.2, -3]), { fromLogits: true });
 * console.log(await right.data()); // [0, 1]
 * right.dispose();
 * ```
 *
 * Source: https://keras.io/api/metrics/accuracy_metrics/#binaryaccuracy-class
 */
export function binaryAccuracy(
  labels: LabelTensor<"flag" | "flags">,
  predictions: Tensor,
  options: BinaryAccuracyOptions = {},
): Tensor1D {
  checkFields(ACTION, "options", options, ["fromLogits"]);
  checkSameShape(ACTION, labels, predictions, "[B] or [B, K]");
  return tidy(() => {
    const yes = cast(greater(predictions, options.fromLogits === true ? 0 : 0.5), "float32");
    return meanOfColumns(cast(equal(cast<Tensor>(labels, "float32"), yes), "float32"));
  });
}
