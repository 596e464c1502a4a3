import * as tf from "@tensorflow/tfjs";
import { dropoutMask } from "./dropout-mask.ts";

/** What is dropped, and what decides it. */
export interface SeededDropoutOptions {
  /** The part of the units that is dropped in training, in `[0, 1)`. */
  readonly rate: number;
  /** Any safe integer. An engine tells layers of one seed apart; outside of one, give each layer its own. */
  readonly seed: number;
  /** The layer's name in the model. */
  readonly name?: string | undefined;
}

/** A dropout layer whose masks depend on its seed, its place in the model and the step alone. */
export class SeededDropout extends tf.layers.Layer {
  /** TensorFlow.js's own class, as which this one is saved: whoever loads the model needs no code of ours. */
  static className: string = "Dropout";

  /** The share of units that a step drops, in `[0, 1)`. */
  readonly rate: number;
  /** Decides the masks, with the step and the place in the model. */
  readonly seed: number;
  #place: number = 0;
  #step: number = 0;
  /** Calls since the step began: a layer that a model uses twice draws two masks a step. */
  #calls: number = 0;

  /**
   * Makes the layer, at step 0.
   *
   * @param options The rate, the seed, and the name of the layer.
   */
  constructor({ rate, seed, name }: SeededDropoutOptions) {
    super(name === undefined ? {} : { name });
    this.rate = rate;
    this.seed = seed;
    this.supportsMasking = true;
  }

  /**
   * Says which step the next masks are for; without it, every call in training is one more call of step 0.
   *
   * @param step The step about to be taken, from 0.
   * @param place Which of the model's dropout layers this is, from 0.
   */
  enterStep(step: number, place: number): void {
    this.#step = step;
    this.#place = place;
    this.#calls = 0;
  }

  /** Drops units in training, and gives its inputs back in inference; called by tfjs. */
  override call(
    inputs: tf.Tensor | tf.Tensor[],
    kwargs: Readonly<Record<string, unknown>>,
  ): tf.Tensor | tf.Tensor[] {
    this.invokeCallHook(inputs, kwargs);
    const [input] = Array.isArray(inputs) ? inputs : [inputs];
    if (input === undefined || this.rate === 0 || kwargs["training"] !== true) return inputs;
    const keys = [this.seed, this.#place, this.#step, this.#calls++];
    const mask = dropoutMask({ count: input.size, rate: this.rate, keys });
    return tf.tidy(() => tf.mul(input, tf.tensor(mask, input.shape)));
  }

  /** The configuration of the stock layer: without the seed, which would freeze one mask there. */
  override getConfig(): tf.serialization.ConfigDict {
    // The seed stays out: TensorFlow.js's Dropout would draw the same mask from it at every step.
    return { ...super.getConfig(), rate: this.rate };
  }
}

/**
 * Makes a dropout layer that trains to the same bytes on every run, and after a resume: in training each unit becomes 0 with
 * probability `rate`, else `unit / (1 - rate)`; in prediction nothing changes.
 *
 * `tf.layers.dropout` cannot do this: with a seed it draws the same mask at every step, without one no two runs agree. The
 * layer is saved as `Dropout`, and plain TensorFlow.js loads it as its own.
 *
 * @param options Rate, seed and name.
 * @returns The layer; its model disposes it.
 * @throws {RangeError} If the rate is not in [0, 1), or the seed is no safe integer.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { seededDropout } from "@proj/trainer";
 *
 * const model = tf.sequential({
 *   layers: [
 *     tf.layers.dense({ units: 512, activation: "relu", inputShape: [1024] }),
 *     seededDropout({ rate: 0.5, seed: 1 }),
 *     tf.layers.dense({ units: 12, activation: "sigmoid" }),
 *   ],
 * });
 * console.log(model.countParams()); // 530956
 * model.dispose();
 * ```
 *
 * Source: Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", JMLR 2014.
 */
export function seededDropout(options: SeededDropoutOptions): SeededDropout {
  if (!(options.rate >= 0 && options.rate < 1)) {
    throw new RangeError(`Cannot build dropout: rate must be in [0, 1), received ${options.rate}`);
  }
  if (!Number.isSafeInteger(options.seed)) {
    throw new RangeError(`Cannot build dropout: seed must be a safe integer, received ${options.seed}`);
  }
  return new SeededDropout(options);
}
