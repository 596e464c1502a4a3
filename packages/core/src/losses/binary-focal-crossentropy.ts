import { add, mul, pow, sigmoid, sub, type Tensor, type Tensor1D, tidy } from "@tensorflow/tfjs-core";
import { checkFields } from "../errors/check-fields.ts";
import { binaryTerms } from "./binary-terms.ts";
import { checkSameShape, checkSetting } from "./check-sample-loss.ts";
import { meanOfColumns } from "./mean-of-columns.ts";
import { clipProbabilities } from "./probabilities.ts";
import type { LabelTensor } from "./sample-loss.ts";
import { checkSmoothing, smoothLabels } from "./smooth-labels.ts";

const ACTION = "compute the binary focal cross-entropy";

/** Settings of `binaryFocalCrossentropy`. */
export interface BinaryFocalCrossentropyOptions {
  /** Whether to weigh labels 1 by `alpha` and labels 0 by `1 - alpha`; `false` if left out. */
  readonly applyClassBalancing?: boolean;
  /** The weight of labels 1, from 0 to 1; used with `applyClassBalancing` alone; 0.25 if left out. */
  readonly alpha?: number;
  /** How strongly easy elements are played down, 0 or more; 2 if left out. */
  readonly gamma?: number;
  /** Whether the predictions are logits, as a layer without sigmoid gives them; `false` if left out. */
  readonly fromLogits?: boolean;
  /** How far labels are moved towards 0.5: `s`, from 0 to below 1; 0 if left out. */
  readonly labelSmoothing?: number;
}

/**
 * Computes the binary cross-entropy of each sample with easy elements played down.
 *
 * Formula, for one element with the label `y` and the probability `p` (of logits, their sigmoid):
 * `w * (1 - q)^gamma * crossentropy(y, p)`, where `q = y * p + (1 - y) * (1 - p)` and `w` is
 * `y * alpha + (1 - y) * (1 - alpha)` with class balancing, else 1. `p` is clipped and `y` smoothed as in
 * `binaryCrossentropy`, in both factors, where Keras clips it in the cross-entropy alone, so that a `gamma` below 1 has a finite
 * slope at 0 and 1; from logits the cross-entropy is that of the logits, exact where Keras clips it. Where a sample has `K`
 * elements, its loss is their mean.
 *
 * @param labels `[B]` or `[B, K]` labels from 0 to 1, of any numeric dtype.
 * @param predictions float32 probabilities from 0 to 1, or logits, of the shape of the labels.
 * @param options `gamma`, class balancing, whether the predictions are logits, and the label smoothing.
 * @returns `[B]` float32 losses, one for each sample, not reduced. The caller disposes it.
 * @throws {TypeError} Where an argument is no tensor of numbers, the predictions are not float32, or an option is unknown.
 * @throws {RangeError} Where the shapes are not the same `[B]` or `[B, K]`, or a setting is out of range.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { tensor1d } from "@tensorflow/tfjs-core";
 * import { binaryFocalCrossentropy } from "@proj/core";
 *
 * const loss = binaryFocalCrossentropy(tensor1d([1]), tensor1d([0.5]));
 * console.log((await loss.data())[0]); // (1 - 0.5) ** 2 * -ln(0.5) = 0.1733
 * loss.dispose();
 * ```
 *
 * Source: https://keras.io/api/losses/probabilistic_losses/#binaryfocalcrossentropy-class and
 * https://arxiv.org/abs/1708.02002
 */
export function binaryFocalCrossentropy(
  labels: LabelTensor<"flag" | "flags" | "oneHot">,
  predictions: Tensor,
  options: BinaryFocalCrossentropyOptions = {},
): Tensor1D {
  checkFields(ACTION, "options", options, [
    "applyClassBalancing",
    "alpha",
    "gamma",
    "fromLogits",
    "labelSmoothing",
  ]);
  const { applyClassBalancing = false, alpha = 0.25, gamma = 2 } = options;
  const { fromLogits = false, labelSmoothing = 0 } = options;
  checkSameShape(ACTION, labels, predictions, "[B] or [B, K]");
  checkSetting(ACTION, "alpha", alpha, (number) => number >= 0 && number <= 1, "from 0 to 1");
  checkSetting(ACTION, "gamma", gamma, (number) => number >= 0, "0 or more");
  checkSmoothing(ACTION, labelSmoothing);
  return tidy(() => {
    const yes = smoothLabels(labels, labelSmoothing, 2);
    const no = sub(1, yes);
    const probabilities = clipProbabilities(fromLogits ? sigmoid(predictions) : predictions);
    // 1 - q, summed without a difference of nearly equal numbers.
    const missed = add(mul(yes, sub(1, probabilities)), mul(no, probabilities));
    const focal = mul(pow(missed, gamma), binaryTerms(yes, predictions, fromLogits));
    if (!applyClassBalancing) return meanOfColumns(focal);
    return meanOfColumns(mul(add(mul(yes, alpha), mul(no, 1 - alpha)), focal));
  });
}
