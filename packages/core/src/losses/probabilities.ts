import { clipByValue, div, log, logSoftmax, sum, type Tensor } from "@tensorflow/tfjs-core";

/** Keras' epsilon: probabilities closer than this to 0 or 1 are moved there. */
const EPSILON = 1e-7;

/**
 * Keeps probabilities away from 0 and 1, where logarithms and powers have no slope.
 *
 * Formula: `clip(p, 1e-7, 1 - 1e-7)`; where it acts, the gradient is 0.
 *
 * @param probabilities float32 probabilities of any shape.
 * @returns A tensor of the same shape. The caller disposes it.
 */
export function clipProbabilities(probabilities: Tensor): Tensor {
  return clipByValue(probabilities, EPSILON, 1 - EPSILON);
}

/**
 * Gives the logarithm of each class's probability.
 *
 * Formula: `ln(clip(x / sum(x), 1e-7, 1 - 1e-7))` of probabilities, `logSoftmax(x)` of logits.
 *
 * @param predictions `[B, C]` float32 probabilities of 0 or more, or logits.
 * @param fromLogits Which of the two.
 * @returns `[B, C]` float32. The caller disposes it, and what lies between: call it inside `tidy`.
 */
export function logProbabilities(predictions: Tensor, fromLogits: boolean): Tensor {
  if (fromLogits) return logSoftmax(predictions);
  return log(clipProbabilities(div(predictions, sum(predictions, 1, true))));
}
