import { describeValue } from "../errors/describe-value.ts";
import type { MetricOptions } from "./metric-options.ts";

/**
 * Reads how much a row counts, and refuses what is no mask or no weight.
 *
 * @param action What the caller does, for the message.
 * @param options The mask and the weights, as long as the labels.
 * @param row The row, from 0.
 * @returns A finite number of 0 or more: 0 where the row is not seen at all.
 * @throws {RangeError} On a mask that is neither 0 nor 1, and on a weight that is negative or not finite.
 */
export function rowWeight(action: string, options: MetricOptions, row: number): number {
  const { mask, sampleWeight } = options;
  if (mask !== undefined) {
    const live: unknown = mask[row];
    if (live === 0 || live === false) return 0;
    if (live !== 1 && live !== true) {
      throw new RangeError(
        `Cannot ${action}: every mask must be 0 or 1, received ${describeValue(live)} in row ${row}`,
      );
    }
  }
  if (sampleWeight === undefined) return 1;
  const weight: unknown = sampleWeight[row];
  if (typeof weight !== "number" || !Number.isFinite(weight) || weight < 0) {
    throw new RangeError(
      `Cannot ${action}: every sampleWeight must be a finite number of 0 or more, received ${describeValue(weight)} in row ${row}`,
    );
  }
  return weight;
}
