import type { Evaluator } from "../evaluation/evaluator.ts";

/** What a model is trained on: rows of inputs and rows of combined labels, as they lie in memory. */
export interface TrainingData {
  /** Number of samples, `N`. */
  readonly count: number;
  /**
   * `[N, ...inputShape]`, row-major, all finite, also those of samples that a mask leaves out. Bytes are multiplied by
   * `inputScale` on their way in; floats are taken as they are.
   */
  readonly inputs: Uint8Array | Float32Array;
  /** The shape of one sample's input, without the batch axis. */
  readonly inputShape: readonly number[];
  /** What a byte is multiplied by (1/255 for pixels). */
  readonly inputScale: number;
  /** `[N, L]`, row-major: one row of a layout's columns for each sample. */
  readonly labels: Float32Array;
  /** `L`. */
  readonly labelWidth: number;
}

/** Adam's numbers, as in Kingma and Ba (2015); `epsilon` stands outside the square root of the corrected moment. */
export interface AdamSpec {
  /** Tells this optimizer from others. */
  readonly name: "adam";
  /** The length of a step, above 0. */
  readonly learningRate: number;
  /** How slowly the mean of the gradients forgets, in [0, 1). */
  readonly beta1: number;
  /** How slowly the mean of their squares forgets, in [0, 1). */
  readonly beta2: number;
  /** Keeps the division from one by 0, above 0. */
  readonly epsilon: number;
}

/** AdamW's numbers: Adam, whose steps begin with all weights a little smaller; as in Loshchilov and Hutter (2019). */
export interface AdamWSpec extends Omit<AdamSpec, "name"> {
  /** Tells this optimizer from others. */
  readonly name: "adamw";
  /** What a step takes off a weight, as a part of it, before it is multiplied by the learning rate; 0 or more. */
  readonly weightDecay: number;
}

/** The numbers of gradient descent. */
export interface SgdSpec {
  /** Tells this optimizer from others. */
  readonly name: "sgd";
  /** The length of a step, above 0. */
  readonly learningRate: number;
  /** How much of the last step goes into the next one, in [0, 1); 0 for none. */
  readonly momentum: number;
  /** Whether a step looks ahead along the momentum. */
  readonly nesterov: boolean;
}

/** An optimizer as plain data, so that every engine builds its own and a manifest can hold it. */
export type OptimizerSpec = AdamSpec | AdamWSpec | SgdSpec;

/** The losses of some steps, read back together. */
export interface IntervalLoss {
  /** Sum over the steps of the step's loss times its number of samples. */
  readonly lossSum: number;
  /** Number of samples in those steps. */
  readonly samples: number;
}

/** A named tensor in the host's memory. */
export interface HostTensor {
  /** Its shape; empty for one number. */
  readonly shape: readonly number[];
  /** Its values, row-major. */
  readonly data: Float32Array;
}

/**
 * Everything that the next step depends on, by name: weights (`weight/...`), the optimizer's memory (`adam/...`, of AdamW as well; `sgd/...`) and, where the
 * model has seeded dropout, the number of steps taken (`dropout/step`).
 */
export type EngineState = Readonly<Record<string, HostTensor>>;

/**
 * Takes training steps on one model.
 *
 * The training loop owns the order of samples, the log, the checkpoints and the end; an engine only takes the steps it is
 * told to, so that each engine is tested against the same loop and against the others.
 */
export interface Engine {
  /** What a log calls the engine. */
  readonly name: string;
  /**
   * Takes one optimizer step for each batch, in order, and reads the loss back once.
   *
   * @param batches For each step the indices of its samples.
   */
  train(batches: readonly Uint32Array[]): Promise<IntervalLoss>;
  /**
   * Makes what measures the model on some samples, with the loss that it is trained on: training data, which lies where the engine
   * computes already, or other samples, which go there once. The caller disposes it before the engine. Throws a `RangeError` where an
   * input is not finite.
   */
  evaluator(data: TrainingData): Evaluator;
  /** Copies weights and optimizer memory to the host, bit for bit. */
  saveState(): Promise<EngineState>;
  /** Goes on from a saved state, bit for bit. Throws a `RangeError` if names or shapes do not fit the model. */
  loadState(state: EngineState): Promise<void>;
  /** Frees the engine's own tensors; the model stays its owner's. */
  dispose(): void;
}
