/** How a model names the classes of samples, and what its loss is. */
export interface ClassScores {
  /** The loss of all samples, as one batch. */
  readonly loss: number;
  /** `[C][C]`: of the samples that count, how many of each class, by rows, were named as each class, by columns. */
  readonly live: readonly (readonly number[])[];
  /** The same of the samples that a mask leaves out; those whose class is missing are in neither. */
  readonly masked: readonly (readonly number[])[];
}

/**
 * Measures a model on some samples, with the weights that it holds when it is asked.
 *
 * An engine makes it for its model ({@linkcode Engine}), so that the samples lie where the engine computes and are sent there once.
 */
export interface Evaluator {
  /**
   * Predicts the samples.
   *
   * @returns `[N * P]` predictions, row by row.
   */
  predict(): Promise<Float32Array>;
  /**
   * Counts how classes are named; of equal predictions the first wins, as everywhere in `@proj/core`. Null where the labels are not
   * one part of classes. It throws a `RangeError` where a prediction is NaN.
   */
  readonly score: (() => Promise<ClassScores>) | null;
  /** Frees what it holds; the engine and the model stay. */
  dispose(): void;
}
