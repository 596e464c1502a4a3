import {
  cast,
  equal,
  mul,
  onesLike,
  relu,
  sub,
  type Tensor,
  type Tensor1D,
  tidy,
  where,
} from "@tensorflow/tfjs-core";
import { checkSameShape } from "./check-sample-loss.ts";
import { meanOfColumns } from "./mean-of-columns.ts";
import type { LabelTensor } from "./sample-loss.ts";

const ACTION = "compute the hinge loss";

/**
 * Computes the hinge loss of each sample, that of support vector machines.
 *
 * Formula, for one element with the label `y` and the prediction `x`: `max(1 - y * x, 0)`, with -1 in the place of a label
 * 0; gradient `-y` where `y * x < 1`, else 0. Where a sample has `K` elements, its loss is their mean.
 *
 * @param labels `[B]` or `[B, K]` labels, 0 and 1 or -1 and 1, of any numeric dtype. Keras turns 0 into -1 only where the
 *   whole batch is of 0 and 1; here each label stands for itself, which comes to the same for these labels.
 * @param predictions float32 scores of any size and sign, of the shape of the labels.
 * @returns `[B]` float32 losses, one for each sample, not reduced. The caller disposes it.
 * @throws {TypeError} Where an argument is no tensor of numbers, or the predictions are not float32.
 * @throws {RangeError} Where the shapes are not the same `[B]` or `[B, K]`.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { tensor1d } from "@tensorflow/tfjs-core";
 * import { hinge } from "@proj/core";
 *
 * const loss = hinge(tensor1d([1, 0]), tensor1d([0.25, 0.25]));
 * console.log(await loss.data()); // 1 - 0.25 = 0.75 and 1 + 0.25 = 1.25
 * loss.dispose();
 * ```
 *
 * Source: https://keras.io/api/losses/hinge_losses/#hinge-class
 */
export function hinge(labels: LabelTensor<"flag" | "flags">, predictions: Tensor): Tensor1D {
  checkSameShape(ACTION, labels, predictions, "[B] or [B, K]");
  return tidy(() => {
    const numbers = cast(labels, "float32");
    const signs = where(equal(numbers, 0), mul(onesLike(numbers), -1), numbers);
    return meanOfColumns(relu(sub(1, mul(signs, predictions))));
  });
}
