import type { MetricOptions } from "./metric-options.ts";

/**
 * A metric in one pass: add batches as they come, read the value at any time.
 *
 * A batch that is refused leaves the meter as it was. Meters of parts of the data, from several workers for example,
 * merge into the meter of the whole.
 */
export interface Meter<Result> {
  /** How many rows of weight above 0 were added. */
  readonly count: number;

  /**
   * Adds a batch.
   *
   * @param labels `[B]` true labels; `B` may be 0 and may differ from batch to batch.
   * @param predictions What was predicted for them: the metric says in which shape and range.
   * @param options The mask and the weights of the rows.
   * @returns This meter.
   * @throws {RangeError} On lengths that do not fit, and on labels, predictions, masks or weights out of range.
   * @throws {TypeError} On NaN or infinity in a row that counts (the message names the row), and on an unknown option.
   */
  add(labels: ArrayLike<number>, predictions: ArrayLike<number>, options?: MetricOptions): this;

  /**
   * Adds what another meter of the same metric has seen; the other one stays as it is.
   *
   * @param other A meter from the same function with the same arguments.
   * @returns This meter.
   * @throws {TypeError} Where the other measures something else.
   */
  merge(other: Meter<Result>): this;

  /**
   * Computes the metric of everything that was added.
   *
   * @returns The value; more batches may be added afterwards.
   * @throws {RangeError} Where no row of weight above 0 was added.
   */
  value(): Result;
}
