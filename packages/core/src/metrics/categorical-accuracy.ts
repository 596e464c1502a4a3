import { argMax, cast, equal, type Tensor, type Tensor1D, tidy } from "@tensorflow/tfjs-core";
import { checkSameShape } from "../losses/check-sample-loss.ts";
import type { LabelTensor } from "../losses/sample-loss.ts";

/**
 * Tells for each sample whether the most likely class is that of its one-hot label: a metric of tensors, for `compileCombined`.
 *
 * Formula: 1 where `argMax(labels) = argMax(predictions)`, else 0; of equal predictions the first counts.
 *
 * @param labels `[B, C]` one-hot (or soft) labels, of any numeric dtype.
 * @param predictions `[B, C]` float32 probabilities or logits.
 * @returns `[B]` float32 of 1 and 0, not averaged. The caller disposes it.
 * @throws {TypeError} Where an argument is no tensor of numbers, or the predictions are not float32.
 * @throws {RangeError} Where the shapes are not the same `[B, C]`.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { tensor2d } from "@tensorflow/tfjs-core";
 * import { categoricalAccuracy } from "@proj/core";
 *
 * const right = categoricalAccuracy(tensor2d([[0, 1], [1, 0]]), tensor2d([[0.2, 0.8], [0.3, 0.7]]));
 * console.log(await right.data()); // [1, 0]
 * right.dispose();
 * ```
 *
 * Source: https://keras.io/api/metrics/accuracy_metrics/#categoricalaccuracy-class
 */
export function categoricalAccuracy(labels: LabelTensor<"oneHot" | "values">, predictions: Tensor): Tensor1D {
  checkSameShape("compute the categorical accuracy", labels, predictions, "[B, C]");
  return tidy(() => cast(equal(argMax(labels, 1), argMax(predictions, 1)), "float32") as Tensor1D);
}
