import { cast, mul, sum, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { checkFields } from "../errors/check-fields.ts";
import { checkLossInputs, checkReduction } from "./check-loss-inputs.ts";
import { divisorOf, shares } from "./divisor.ts";
import { liveLosses } from "./live-losses.ts";
import { checkPolicy, checkSomethingLive, type WhenNothingLive } from "./nothing-live.ts";
import type { ReducedLoss, Reduction } from "./reduction.ts";
import type { SampleLoss } from "./sample-loss.ts";

const ACTION = "compute the masked loss";

/** Settings of `maskedLoss`. */
export interface MaskedLossOptions<R extends Reduction> {
  /** How the samples' losses become one number; `sumOverBatchSize` if left out. */
  readonly reduction?: R;
  /** What happens where nothing counts: `zero` (if left out), or `throw`, which waits for the device. */
  readonly whenNothingLive?: WhenNothingLive;
}

/**
 * Computes a loss on the samples that count, and on nothing else.
 *
 * Formula, with `w` the sample weights and `l` the loss of each sample: the sum of `w[i] * l[i]` over the samples with
 * `w[i] != 0`, divided as the reduction says:
 *
 * | reduction | divisor |
 * |---|---|
 * | `none` | none, and no sum: `[B]` |
 * | `sum` | 1 |
 * | `sumOverBatchSize` (the default) | `B`, the masked samples included |
 * | `meanWithSampleWeight` | the sum of the weights |
 * | `sumByNonzeroWeights` | the number of weights that are not 0 |
 *
 * A sample of weight 0 reaches neither value nor gradient, even where its labels or predictions are NaN or infinite: its
 * rows are replaced before the loss and dropped after it, both ways. Where nothing counts, value and gradient are 0.
 *
 * With `[B, K]` weights every label is a sample of its own, and `B` in the table is `B * K`.
 *
 * @param loss The loss of each sample, `[B, ...]` and `[B, ...]` to `[B]`, such as `categoricalCrossentropy`.
 * @param labels `[B, ...]` labels of any numeric dtype.
 * @param predictions `[B, ...]` float32 predictions; gradients flow into them.
 * @param sampleWeight `[B]` numbers of 0 or more (float32, int32 or bool): a mask of 0 and 1, or weights; or `[B, K]` for each
 *   label, where labels and predictions are `[B, K]`. Not checked, since reading a tensor would wait for the GPU (`validateSampleWeight` does); a NaN among
 *   them gives NaN.
 * @param options The reduction, and what happens where nothing counts.
 * @returns A scalar, or for the reduction `none` the shape of `sampleWeight`. The caller disposes it.
 * @throws {TypeError} Where an argument is no tensor or of the wrong dtype, `loss` is no function, or an option is unknown.
 * @throws {RangeError} Where batch sizes differ, `sampleWeight` or what `loss` returns is not of shape `[B]`, or there is
 *   no such reduction; and a `NothingLiveError` where nothing counts and `whenNothingLive` is `throw`.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { tensor1d, tensor2d } from "@tensorflow/tfjs-core";
 * import { categoricalCrossentropy, maskedLoss } from "@proj/core";
 *
 * const labels = tensor2d([[0, 1], [1, 0]]);
 * const predictions = tensor2d([[0.5, 0.5], [Number.NaN, Number.NaN]]);
 * const isOdd = tensor1d([1, 0]);
 * const loss = maskedLoss(categoricalCrossentropy, labels, predictions, isOdd);
 * console.log((await loss.data())[0]); // -ln(0.5) / 2 = 0.3466
 * ```
 *
 * Source: https://keras.io/api/losses/ and https://js.tensorflow.org/api/latest/#losses.computeWeightedLoss
 */
export function maskedLoss<R extends Reduction = "sumOverBatchSize">(
  loss: SampleLoss,
  labels: Tensor,
  predictions: Tensor,
  sampleWeight: Tensor,
  options: MaskedLossOptions<R> = {},
): ReducedLoss<R> {
  checkFields(ACTION, "options", options, ["reduction", "whenNothingLive"]);
  const reduction: Reduction = options.reduction ?? "sumOverBatchSize";
  const policy = options.whenNothingLive ?? "zero";
  checkLossInputs(loss, labels, predictions, sampleWeight);
  checkReduction(reduction);
  checkPolicy(ACTION, policy);
  const result = tidy(() => {
    const weight = cast(sampleWeight, "float32");
    if (policy === "throw") checkSomethingLive(ACTION, [{ weight }]);
    const losses = liveLosses(loss, labels, predictions, weight);
    const weighted = mul(losses, shares(weight, divisorOf(weight, reduction)));
    return reduction === "none" ? weighted : sum(weighted);
  });
  return result as ReducedLoss<R>;
}
