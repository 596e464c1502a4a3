import { mul, neg, sum, type Tensor, type Tensor1D, tidy } from "@tensorflow/tfjs-core";
import { checkFields } from "../errors/check-fields.ts";
import { checkSameShape } from "./check-sample-loss.ts";
import { logProbabilities } from "./probabilities.ts";
import type { LabelTensor } from "./sample-loss.ts";
import { checkSmoothing, smoothLabels } from "./smooth-labels.ts";

const ACTION = "compute the categorical cross-entropy";

/** Settings of `categoricalCrossentropy`. */
export interface CategoricalCrossentropyOptions {
  /** Whether the predictions are logits, as a layer without softmax gives them; `false` if left out. */
  readonly fromLogits?: boolean;
  /** The share `s` of each label that is spread evenly over the classes, from 0 to below 1; 0 if left out. */
  readonly labelSmoothing?: number;
}

/**
 * Computes the cross-entropy of each sample between one-hot (or soft) labels and predicted classes.
 *
 * Formula, for one row with labels `y` and predictions `x` over `C` classes:
 * - from probabilities: `-sum(y * ln(clip(x / sum(x), 1e-7, 1 - 1e-7)))`, so rows that do not add up to 1 are tolerated;
 *   where the clip acts, the gradient is 0;
 * - from logits: `-sum(y * logSoftmax(x))`, which does not overflow for large logits;
 * - with label smoothing `s`, `y * (1 - s) + s / C` takes the place of `y`; Keras takes an `s` of 1 as well, which leaves
 *   nothing to learn.
 *
 * @param labels `[B, C]` labels, each row a distribution over the classes, of any numeric dtype.
 * @param predictions `[B, C]` float32 probabilities of 0 or more, or logits.
 * @param options Whether the predictions are logits, and the label smoothing.
 * @returns `[B]` float32 losses, one for each sample, not reduced. The caller disposes it.
 * @throws {TypeError} Where an argument is no tensor of numbers, the predictions are not float32, or an option is unknown.
 * @throws {RangeError} Where the shapes are not the same `[B, C]`, or the label smoothing is out of range.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { tensor2d } from "@tensorflow/tfjs-core";
 * import { categoricalCrossentropy } from "@proj/core";
 *
 * const loss = categoricalCrossentropy(tensor2d([[0, 1]]), tensor2d([[0.5, 0.5]]));
 * console.log((await loss.data())[0]); // -ln(0.5) = 0.6931
 * loss.dispose();
 * ```
 *
 * Source: https://keras.io/api/losses/probabilistic_losses/#categoricalcrossentropy-class
 */
export function categoricalCrossentropy(
  labels: LabelTensor<"oneHot" | "values">,
  predictions: Tensor,
  options: CategoricalCrossentropyOptions = {},
): Tensor1D {
  checkFields(ACTION, "options", options, ["fromLogits", "labelSmoothing"]);
  const { fromLogits = false, labelSmoothing = 0 } = options;
  checkSameShape(ACTION, labels, predictions, "[B, C]");
  checkSmoothing(ACTION, labelSmoothing);
  return tidy(() => {
    const [, classes = 1] = predictions.shape;
    const distribution = smoothLabels(labels, labelSmoothing, classes);
    return sum(mul(neg(distribution), logProbabilities(predictions, fromLogits)), 1);
  });
}
