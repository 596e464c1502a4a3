import { argMax, cast, equal, type Tensor, type Tensor1D, tidy } from "@tensorflow/tfjs-core";
import { checkClassIndices } from "../losses/check-sample-loss.ts";
import type { LabelTensor } from "../losses/sample-loss.ts";

/**
 * Tells for each sample whether the most likely class is that of its class index: a metric of tensors, for `compileCombined`.
 *
 * Formula: 1 where `labels = argMax(predictions)`, else 0; of equal predictions the first counts.
 *
 * @param labels `[B]` class indices, of any numeric dtype; one that is no class of the predictions is never right.
 * @param predictions `[B, C]` float32 probabilities or logits.
 * @returns `[B]` float32 of 1 and 0, not averaged. The caller disposes it.
 * @throws {TypeError} Where an argument is no tensor of numbers, or the predictions are not float32.
 * @throws {RangeError} Where the shapes are not `[B]` and `[B, C]`, or `C` is not that of the layout's part, where the labels
 *   come from one.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { tensor1d, tensor2d } from "@tensorflow/tfjs-core";
 * import { sparseCategoricalAccuracy } from "@proj/core";
 *
 * const right = sparseCategoricalAccuracy(tensor1d([1, 0]), tensor2d([[0.2, 0.8], [0.3, 0.7]]));
 * console.log(await right.data()); // [1, 0]
 * right.dispose();
 * ```
 *
 * Source: https://keras.io/api/metrics/accuracy_metrics/#sparsecategoricalaccuracy-class
 */
export function sparseCategoricalAccuracy(
  labels: LabelTensor<"classIndex" | "flag">,
  predictions: Tensor,
): Tensor1D {
  checkClassIndices("compute the sparse categorical accuracy", labels, predictions);
  return tidy(() => {
    const classes = cast(argMax(predictions, 1), "float32");
    return cast(equal(cast<Tensor>(labels, "float32"), classes), "float32") as Tensor1D;
  });
}
