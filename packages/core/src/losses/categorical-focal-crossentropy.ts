import { exp, mul, neg, pow, sub, sum, type Tensor, type Tensor1D, tidy } from "@tensorflow/tfjs-core";
import { checkFields } from "../errors/check-fields.ts";
import { checkSameShape, checkSetting } from "./check-sample-loss.ts";
import { clipProbabilities, logProbabilities } from "./probabilities.ts";
import type { LabelTensor } from "./sample-loss.ts";
import { checkSmoothing, smoothLabels } from "./smooth-labels.ts";

const ACTION = "compute the categorical focal cross-entropy";

/** Settings of `categoricalFocalCrossentropy`. */
export interface CategoricalFocalCrossentropyOptions {
  /** What every loss is multiplied by, from 0 to 1; 0.25 if left out. */
  readonly alpha?: number;
  /** How strongly easy samples are played down, 0 or more; 2 if left out. */
  readonly gamma?: number;
  /** Whether the predictions are logits, as a layer without softmax gives them; `false` if left out. */
  readonly fromLogits?: boolean;
  /** The share `s` of each label that is spread evenly over the classes, from 0 to below 1; 0 if left out. */
  readonly labelSmoothing?: number;
}

/**
 * Computes the categorical cross-entropy of each sample with easy samples played down.
 *
 * Formula, for one row with labels `y` and probabilities `p` over `C` classes (of logits, their softmax):
 * `-sum(alpha * (1 - p)^gamma * y * ln(p))`. `p` is divided by its sum and clipped, and `y` smoothed, as in
 * `categoricalCrossentropy`; from logits `ln(p)` is that of the logits, exact where Keras clips it. Keras takes an `alpha` for
 * each class as well; here a sample weight by class does that.
 *
 * @param labels `[B, C]` labels, each row a distribution over the classes, of any numeric dtype.
 * @param predictions `[B, C]` float32 probabilities of 0 or more, or logits.
 * @param options `alpha`, `gamma`, whether the predictions are logits, and the label smoothing.
 * @returns `[B]` float32 losses, one for each sample, not reduced. The caller disposes it.
 * @throws {TypeError} Where an argument is no tensor of numbers, the predictions are not float32, or an option is unknown.
 * @throws {RangeError} Where the shapes are not the same `[B, C]`, or a setting is out of range.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { tensor2d } from "@tensorflow/tfjs-core";
 * import { categoricalFocalCrossentropy } from "@proj/core";
 *
 * const loss = categoricalFocalCrossentropy(tensor2d([[0, 1]]), tensor2d([[0.5, 0.5]]));
 * console.log((await loss.data())[0]); // 0.25 * (1 - 0.5) ** 2 * -ln(0.5) = 0.0433
 * loss.dispose();
 * ```
 *
 * Source: https://keras.io/api/losses/probabilistic_losses/#categoricalfocalcrossentropy-class and
 * https://arxiv.org/abs/1708.02002
 */
export function categoricalFocalCrossentropy(
  labels: LabelTensor<"oneHot" | "values">,
  predictions: Tensor,
  options: CategoricalFocalCrossentropyOptions = {},
): Tensor1D {
  checkFields(ACTION, "options", options, ["alpha", "gamma", "fromLogits", "labelSmoothing"]);
  const { alpha = 0.25, gamma = 2, fromLogits = false, labelSmoothing = 0 } = options;
  checkSameShape(ACTION, labels, predictions, "[B, C]");
  checkSetting(ACTION, "alpha", alpha, (number) => number >= 0 && number <= 1, "from 0 to 1");
  checkSetting(ACTION, "gamma", gamma, (number) => number >= 0, "0 or more");
  checkSmoothing(ACTION, labelSmoothing);
  return tidy(() => {
    const [, classes = 1] = predictions.shape;
    const distribution = smoothLabels(labels, labelSmoothing, classes);
    const logs = logProbabilities(predictions, fromLogits);
    // Clipped once more: a power below 1 has an infinite slope at 0.
    const factor = mul(pow(sub(1, clipProbabilities(exp(logs))), gamma), alpha);
    return sum(mul(factor, mul(neg(distribution), logs)), 1);
  });
}
