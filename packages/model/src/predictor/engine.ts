/** What computes a model's predictions. */
export interface Engine {
  /** The number of values of one input, D. */
  readonly inputSize: number;
  /** The number of values of one output, C. */
  readonly outputSize: number;
  /**
   * Computes a batch.
   *
   * @param inputs `[count, D]` row-major, bytes or finite floats.
   * @param count The number of inputs, at least 1.
   * @returns `[count, C]` row-major, without a promise around it where it is computed in one go.
   */
  run(inputs: Uint8Array | Float32Array, count: number): Float32Array | Promise<Float32Array>;
  /** Frees what the engine holds. */
  dispose(): void;
}
