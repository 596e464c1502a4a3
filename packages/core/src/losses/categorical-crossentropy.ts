import {
  clipByValue,
  div,
  log,
  logSoftmax,
  mul,
  neg,
  sum,
  Tensor,
  type Tensor1D,
  tidy,
} from "@tensorflow/tfjs-core";
import { describeValue } from "../errors/describe-value.ts";

/** Settings of `categoricalCrossentropy`. */
export interface CategoricalCrossentropyOptions {
  /** Whether the predictions are logits, as a layer without softmax gives them; `false` if left out. */
  readonly fromLogits?: boolean;
}

/** Keras' epsilon: probabilities closer than this to 0 or 1 are moved there. */
const EPSILON = 1e-7;

/**
 * Computes the cross-entropy of each sample between one-hot (or soft) labels and predicted classes.
 *
 * Formula, for one row with labels `y` and predictions `x` over `C` classes:
 * - from probabilities: `-sum(y * ln(clip(x / sum(x), 1e-7, 1 - 1e-7)))`, so rows that do not add up to 1 are tolerated;
 *   where the clip acts, the gradient is 0;
 * - from logits: `-sum(y * logSoftmax(x))`, which does not overflow for large logits.
 *
 * @param labels `[B, C]` labels, each row a distribution over the classes, of any numeric dtype.
 * @param predictions `[B, C]` float32 probabilities of 0 or more, or logits.
 * @param options Whether the predictions are logits.
 * @returns `[B]` float32 losses, one for each sample, not reduced. The caller disposes it.
 * @throws {TypeError} Where an argument is no tensor, or the predictions are not float32.
 * @throws {RangeError} Where the shapes are not the same `[B, C]`.
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
  labels: Tensor,
  predictions: Tensor,
  options: CategoricalCrossentropyOptions = {},
): Tensor1D {
  checkShapes(labels, predictions);
  return tidy(() => {
    const logProbabilities =
      options.fromLogits === true ? logSoftmax(predictions) : logOfProbabilities(predictions);
    return sum(mul(neg(labels), logProbabilities), 1);
  });
}

function logOfProbabilities(predictions: Tensor): Tensor {
  const probabilities = div(predictions, sum(predictions, 1, true));
  return log(clipByValue(probabilities, EPSILON, 1 - EPSILON));
}

function checkShapes(labels: unknown, predictions: unknown): void {
  const action = "Cannot compute the categorical cross-entropy";
  for (const [name, value] of Object.entries({ labels, predictions })) {
    if (!(value instanceof Tensor)) {
      throw new TypeError(`${action}: ${name} must be a tensor, received ${describeValue(value)}`);
    }
  }
  const [{ shape: labelShape }, { shape, dtype }] = [labels as Tensor, predictions as Tensor];
  if (dtype !== "float32") throw new TypeError(`${action}: predictions must be float32, received ${dtype}`);
  if (
    shape.length !== 2 ||
    labelShape.length !== 2 ||
    shape.some((size, axis) => size !== labelShape[axis])
  ) {
    throw new RangeError(
      `${action}: labels and predictions need the same shape [B, C], received [${labelShape}] and [${shape}]`,
    );
  }
}
