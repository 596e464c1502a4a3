import { type Tensor, type Tensor1D, tidy } from "@tensorflow/tfjs-core";
import { checkFields } from "../errors/check-fields.ts";
import { binaryTerms } from "./binary-terms.ts";
import { checkSameShape } from "./check-sample-loss.ts";
import { meanOfColumns } from "./mean-of-columns.ts";
import type { LabelTensor } from "./sample-loss.ts";
import { checkSmoothing, smoothLabels } from "./smooth-labels.ts";

const ACTION = "compute the binary cross-entropy";

/** Settings of `binaryCrossentropy`. */
export interface BinaryCrossentropyOptions {
  /** Whether the predictions are logits, as a layer without sigmoid gives them; `false` if left out. */
  readonly fromLogits?: boolean;
  /** How far labels are moved towards 0.5: `s`, from 0 to below 1; 0 if left out. */
  readonly labelSmoothing?: number;
}

/**
 * Computes the cross-entropy of each sample between yes-or-no labels and predictions.
 *
 * Formula, for one element with the label `y` and the prediction `x`:
 * - from probabilities: `-(y * ln(p) + (1 - y) * ln(1 - p))` with `p = clip(x, 1e-7, 1 - 1e-7)`; where the clip acts, the
 *   gradient is 0;
 * - from logits: `max(x, 0) - x * y + log1p(exp(-|x|))`, which does not overflow for large logits;
 * - with label smoothing `s`, `y * (1 - s) + s / 2` takes the place of `y`.
 *
 * Where a sample has `K` elements, its loss is their mean. `[B]` labels are `B` samples, of which Keras' function would give
 * the mean; and where Keras takes a smoothing of 1, which leaves nothing to learn, it is refused here.
 *
 * @param labels `[B]` or `[B, K]` labels from 0 to 1, of any numeric dtype.
 * @param predictions float32 probabilities from 0 to 1, or logits, of the shape of the labels.
 * @param options Whether the predictions are logits, and the label smoothing.
 * @returns `[B]` float32 losses, one for each sample, not reduced. The caller disposes it.
 * @throws {TypeError} Where an argument is no tensor of numbers, the predictions are not float32, or an option is unknown.
 * @throws {RangeError} Where the shapes are not the same `[B]` or `[B, K]`, or the label smoothing is out of range.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { tensor1d } from "@tensorflow/tfjs-core";
 * import { binaryCrossentropy } from "@proj/core";
 *
 * const loss = binaryCrossentropy(tensor1d([1, 0]), tensor1d([0.5, 0.1]));
 * console.log(await loss.data()); // -ln(0.5) = 0.6931 and -ln(0.9) = 0.1054
 * loss.dispose();
 * ```
 *
 * Source: https://keras.io/api/losses/probabilistic_losses/#binarycrossentropy-class
 */
export function binaryCrossentropy(
  labels: LabelTensor<"flag" | "flags" | "oneHot">,
  predictions: Tensor,
  options: BinaryCrossentropyOptions = {},
): Tensor1D {
  checkFields(ACTION, "options", options, ["fromLogits", "labelSmoothing"]);
  const { fromLogits = false, labelSmoothing = 0 } = options;
  checkSameShape(ACTION, labels, predictions, "[B] or [B, K]");
  checkSmoothing(ACTION, labelSmoothing);
  return tidy(() =>
    meanOfColumns(binaryTerms(smoothLabels(labels, labelSmoothing, 2), predictions, fromLogits)),
  );
}
