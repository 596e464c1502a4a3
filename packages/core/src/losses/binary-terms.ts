import { add, log, mul, neg, softplus, sub, type Tensor } from "@tensorflow/tfjs-core";
import { clipProbabilities } from "./probabilities.ts";

/**
 * Computes the binary cross-entropy of each element.
 *
 * Formula: `-(y * ln(p) + (1 - y) * ln(1 - p))` with `p = clip(x, 1e-7, 1 - 1e-7)` of probabilities. Of logits
 * `softplus(x) - x * y`, which is `max(x, 0) - x * y + log1p(exp(-|x|))` in one operation, whose slope `sigmoid(x) - y` is
 * right at 0 as well, where TensorFlow.js gives `|x|` the slope -1.
 *
 * @param labels float32 labels from 0 to 1, of the shape of the predictions.
 * @param predictions float32 probabilities or logits of any shape.
 * @param fromLogits Which of the two.
 * @returns A tensor of the same shape. The caller disposes it, and what lies between: call it inside `tidy`.
 */
export function binaryTerms(labels: Tensor, predictions: Tensor, fromLogits: boolean): Tensor {
  if (fromLogits) return sub(softplus(predictions), mul(predictions, labels));
  const probabilities = clipProbabilities(predictions);
  const yes = mul(labels, log(probabilities));
  const no = mul(sub(1, labels), log(sub(1, probabilities)));
  return neg(add(yes, no));
}
