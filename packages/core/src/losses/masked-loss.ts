import {
  cast,
  div,
  maximum,
  mul,
  notEqual,
  sum,
  type Tensor,
  type Tensor1D,
  tidy,
} from "@tensorflow/tfjs-core";
import { checkLoss, checkLossInputs, checkReduction } from "./check-loss-inputs.ts";
import type { ReducedLoss, Reduction } from "./reduction.ts";
import type { SampleLoss } from "./sample-loss.ts";
import { selectRows } from "./select-rows.ts";

/** Settings of `maskedLoss`. */
export interface MaskedLossOptions<R extends Reduction> {
  /** How the samples' losses become one number; `sumOverBatchSize` if left out. */
  readonly reduction?: R;
}

/** What a loss sees of a row that does not count: valid as class index, yes or no, distribution of weight 0. */
const LABEL_FILLER = 0;
/** Valid as probability and as logit, away from the edges where logarithms and roots have no slope. */
const PREDICTION_FILLER = 0.5;

/** The smallest normal float32 number: a divisor that keeps 0 / 0 at 0 and changes no sum of weights. */
const SMALLEST_DIVISOR = 2 ** -126;

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
 * @param loss The loss of each sample, `[B, ...]` and `[B, ...]` to `[B]`, such as `categoricalCrossentropy`.
 * @param labels `[B, ...]` labels of any numeric dtype.
 * @param predictions `[B, ...]` float32 predictions; gradients flow into them.
 * @param sampleWeight `[B]` numbers of 0 or more (float32, int32 or bool): a mask of 0 and 1, or weights. Not checked,
 *   since reading a tensor would wait for the GPU; a NaN among them gives NaN.
 * @param options The reduction.
 * @returns A scalar, or `[B]` for the reduction `none`. The caller disposes it.
 * @throws {TypeError} Where an argument is no tensor or of the wrong dtype, or `loss` is no function.
 * @throws {RangeError} Where batch sizes differ, `sampleWeight` or what `loss` returns is not of shape `[B]`, or there is
 *   no such reduction.
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
  const reduction: Reduction = options.reduction ?? "sumOverBatchSize";
  checkLossInputs(loss, labels, predictions, sampleWeight);
  checkReduction(reduction);
  const result = tidy(() => {
    const weight = cast(sampleWeight, "float32");
    const live = notEqual(weight, 0);
    const losses = loss(
      selectRows(labels, live, LABEL_FILLER),
      selectRows(predictions, live, PREDICTION_FILLER),
    );
    checkLoss(losses, weight.shape);
    const weighted = mul(selectRows(losses, live, 0), shares(weight, live, reduction));
    return reduction === "none" ? weighted : sum(weighted);
  });
  return result as ReducedLoss<R>;
}

/** What one unit of each sample's loss adds to the value; so also the gradient with respect to that loss. */
function shares(weight: Tensor, live: Tensor, reduction: Reduction): Tensor1D {
  switch (reduction) {
    case "none":
    case "sum":
      return weight as Tensor1D;
    case "sumOverBatchSize":
      return div(weight, Math.max(weight.size, 1));
    case "meanWithSampleWeight":
      return div(weight, maximum(sum(weight), SMALLEST_DIVISOR));
    case "sumByNonzeroWeights":
      return div(weight, maximum(sum(cast(live, "float32")), 1));
  }
}
