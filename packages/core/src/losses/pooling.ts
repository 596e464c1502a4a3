import { describeNames, describeValue } from "../errors/describe-value.ts";

/**
 * How the losses of several parts become one. A task is a part, or one label of a part of several:
 *
 * | name | value |
 * |---|---|
 * | `sumOfParts` | the sum of what each part comes to by the reduction |
 * | `allLabels` | the reduction over the labels of all parts together: with `meanWithSampleWeight` the mean of all present labels |
 * | `meanOfTasks` | the mean of what each task comes to by the reduction: with `meanWithSampleWeight` the mean of the tasks' means |
 */
export type Pooling = "sumOfParts" | "allLabels" | "meanOfTasks";

/** Every pooling, in the order of the documentation. */
export const POOLINGS: readonly Pooling[] = ["sumOfParts", "allLabels", "meanOfTasks"];

/**
 * Checks the name of a pooling.
 *
 * @param pooling Should be one.
 * @throws {RangeError} Where there is no such pooling.
 */
export function checkPooling(pooling: string): void {
  if (POOLINGS.some((known) => known === pooling)) return;
  throw new RangeError(
    `Cannot combine losses: pooling must be one of ${describeNames(POOLINGS)}, received ${describeValue(pooling)}`,
  );
}
