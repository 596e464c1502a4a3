import { mul, sign, sub, type Tensor, type Tensor1D, tidy } from "@tensorflow/tfjs-core";
import { checkSameShape } from "./check-sample-loss.ts";
import { meanOfColumns } from "./mean-of-columns.ts";
import type { LabelTensor } from "./sample-loss.ts";

const ACTION = "compute the mean absolute error";

/**
 * Computes the mean absolute error of each sample.
 *
 * Formula, for one sample with labels `y` and predictions `x`: the mean of `|x - y|` over its `K` elements; gradient
 * `sign(x - y) / K`, 0 where they are equal.
 *
 * @param labels `[B]` or `[B, K]` real labels, of any numeric dtype.
 * @param predictions float32 predictions, of the shape of the labels.
 * @returns `[B]` float32 losses, one for each sample, not reduced. The caller disposes it.
 * @throws {TypeError} Where an argument is no tensor of numbers, or the predictions are not float32.
 * @throws {RangeError} Where the shapes are not the same `[B]` or `[B, K]`.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { tensor2d } from "@tensorflow/tfjs-core";
 * import { meanAbsoluteError } from "@proj/core";
 *
 * const loss = meanAbsoluteError(tensor2d([[1, 2]]), tensor2d([[2, -1]]));
 * console.log((await loss.data())[0]); // (1 + 3) / 2 = 2
 * loss.dispose();
 * ```
 *
 * Source: https://keras.io/api/losses/regression_losses/#meanabsoluteerror-class
 */
export function meanAbsoluteError(
  labels: LabelTensor<"value" | "values" | "flag" | "flags" | "oneHot">,
  predictions: Tensor,
): Tensor1D {
  checkSameShape(ACTION, labels, predictions, "[B] or [B, K]");
  return tidy(() => {
    const error = sub(predictions, labels);
    // Not abs, whose slope is -1 at 0 in tfjs, so that a perfect prediction would be moved.
    return meanOfColumns(mul(error, sign(error)));
  });
}
