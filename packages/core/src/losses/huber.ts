import { clipByValue, mul, sub, type Tensor, type Tensor1D, tidy } from "@tensorflow/tfjs-core";
import { checkFields } from "../errors/check-fields.ts";
import { checkSameShape, checkSetting } from "./check-sample-loss.ts";
import { meanOfColumns } from "./mean-of-columns.ts";
import type { LabelTensor } from "./sample-loss.ts";

const ACTION = "compute the Huber loss";

/** Settings of `huber`. */
export interface HuberOptions {
  /** The error from which the loss grows as a line and no more as a square, above 0; 1 if left out. */
  readonly delta?: number;
}

/**
 * Computes the Huber loss of each sample: squared for small errors, absolute for large ones.
 *
 * Formula, for one element with the error `e = x - y`: `e^2 / 2` where `|e| <= delta`, else `delta * (|e| - delta / 2)`;
 * gradient `clip(e, -delta, delta)`. Where a sample has `K` elements, its loss is their mean.
 *
 * @param labels `[B]` or `[B, K]` real labels, of any numeric dtype.
 * @param predictions float32 predictions, of the shape of the labels.
 * @param options `delta`, in the unit of the labels.
 * @returns `[B]` float32 losses, one for each sample, not reduced. The caller disposes it.
 * @throws {TypeError} Where an argument is no tensor of numbers, the predictions are not float32, or an option is unknown.
 * @throws {RangeError} Where the shapes are not the same `[B]` or `[B, K]`, or `delta` is not above 0.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { tensor1d } from "@tensorflow/tfjs-core";
 * import { huber } from "@proj/core";
 *
 * const loss = huber(tensor1d([0, 0]), tensor1d([0.5, 3]));
 * console.log(await loss.data()); // 0.5 ** 2 / 2 = 0.125 and 3 - 1 / 2 = 2.5
 * loss.dispose();
 * ```
 *
 * Source: https://keras.io/api/losses/regression_losses/#huber-class
 */
export function huber(
  labels: LabelTensor<"value" | "values" | "flag" | "flags" | "oneHot">,
  predictions: Tensor,
  options: HuberOptions = {},
): Tensor1D {
  checkFields(ACTION, "options", options, ["delta"]);
  const { delta = 1 } = options;
  checkSameShape(ACTION, labels, predictions, "[B] or [B, K]");
  checkSetting(ACTION, "delta", delta, (number) => number > 0, "above 0");
  return tidy(() => {
    const error = sub(predictions, labels);
    // With c = clip(e), c * (e - c / 2) is both branches at once, and has the slope c everywhere.
    const clipped = clipByValue(error, -delta, delta);
    return meanOfColumns(mul(clipped, sub(error, mul(clipped, 0.5))));
  });
}
