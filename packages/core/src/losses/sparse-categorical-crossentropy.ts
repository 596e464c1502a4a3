import {
  any,
  cast,
  equal,
  expandDims,
  fill,
  mul,
  neg,
  range,
  sum,
  type Tensor,
  type Tensor1D,
  tidy,
  where,
} from "@tensorflow/tfjs-core";
import { checkFields } from "../errors/check-fields.ts";
import { checkClassIndices } from "./check-sample-loss.ts";
import { logProbabilities } from "./probabilities.ts";
import type { LabelTensor } from "./sample-loss.ts";

const ACTION = "compute the sparse categorical cross-entropy";

/** Settings of `sparseCategoricalCrossentropy`. */
export interface SparseCategoricalCrossentropyOptions {
  /** Whether the predictions are logits, as a layer without softmax gives them; `false` if left out. */
  readonly fromLogits?: boolean;
}

/**
 * Computes the cross-entropy of each sample between a class index and predicted classes.
 *
 * Formula, for one row with the class `y` and predictions `x` over `C` classes: `-ln(clip(x[y] / sum(x), 1e-7, 1 - 1e-7))`
 * from probabilities, `-logSoftmax(x)[y]` from logits; so the same as `categoricalCrossentropy` of one-hot labels. Keras on
 * TensorFlow clips before it divides by the sum, which differs where a probability is next to 0. For its `ignore_class`, see
 * `missing` of the layout's parts, or mask.
 *
 * @param labels `[B]` class indices from 0 to `C - 1`, of any numeric dtype. They are not checked, since reading a tensor
 *   would wait for the GPU; a label that is no class gives its sample the loss NaN, so that it cannot go unseen.
 * @param predictions `[B, C]` float32 probabilities of 0 or more, or logits.
 * @param options Whether the predictions are logits.
 * @returns `[B]` float32 losses, one for each sample, not reduced. The caller disposes it.
 * @throws {TypeError} Where an argument is no tensor of numbers, the predictions are not float32, or an option is unknown.
 * @throws {RangeError} Where the shapes are not `[B]` and `[B, C]`, or `C` is not that of the layout's part, where the labels
 *   come from one.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { tensor1d, tensor2d } from "@tensorflow/tfjs-core";
 * import { sparseCategoricalCrossentropy } from "@proj/core";
 *
 * const loss = sparseCategoricalCrossentropy(tensor1d([1]), tensor2d([[0.5, 0.5]]));
 * console.log((await loss.data())[0]); // -ln(0.5) = 0.6931
 * loss.dispose();
 * ```
 *
 * Source: https://keras.io/api/losses/probabilistic_losses/#sparsecategoricalcrossentropy-class
 */
export function sparseCategoricalCrossentropy(
  labels: LabelTensor<"classIndex" | "flag">,
  predictions: Tensor,
  options: SparseCategoricalCrossentropyOptions = {},
): Tensor1D {
  checkFields(ACTION, "options", options, ["fromLogits"]);
  checkClassIndices(ACTION, labels, predictions);
  return tidy(() => {
    const [count = 0, classes = 0] = predictions.shape;
    // A comparison with every class, not tfjs' oneHot, which takes 1.5 for 1 and NaN for a class.
    const isClass = equal(expandDims(cast(labels, "float32"), 1), expandDims(range(0, classes), 0));
    const logs = logProbabilities(predictions, options.fromLogits === true);
    const losses = sum(mul(neg(cast(isClass, "float32")), logs), 1);
    return where(any(isClass, 1), losses, fill([count], Number.NaN)) as Tensor1D;
  });
}
