import { dispose, type Tensor, tensor, tensor1d, tensor2d, valueAndGrad } from "@tensorflow/tfjs-core";
import fc, { type Arbitrary } from "fast-check";
import { maskedLoss } from "../losses/masked-loss.ts";
import type { Reduction } from "../losses/reduction.ts";
import type { SampleLoss } from "../losses/sample-loss.ts";
import { read } from "./each-backend.ts";
import { COLUMNS, type LossCase, type LossRow } from "./loss-cases.ts";

/** A sample that counts by a weight, or each of its elements by one of its own. */
export interface WeighedRow extends LossRow {
  readonly weights: readonly number[];
}

/** Value and gradient of a masked loss, as numbers. */
export interface Outcome {
  readonly value: readonly number[];
  /** The gradient of each row. */
  readonly grad: readonly (readonly number[])[];
}

/** Whether a sample counts, or any of its elements. */
export const isLive = ({ weights }: WeighedRow): boolean => weights.some((weight) => weight !== 0);

/**
 * Makes random batches for a loss, half of the weights 0.
 *
 * @param lossCase The loss.
 * @param isByElement Whether each element has a weight of its own.
 * @returns Batches of 1 to 6 samples.
 */
export function batches({ rows }: LossCase, isByElement: boolean): Arbitrary<WeighedRow[]> {
  const size = isByElement ? COLUMNS : 1;
  const weight = fc.oneof(fc.constant(0), fc.constantFrom(1, 0.25, 3));
  const weights = fc.array(weight, { minLength: size, maxLength: size });
  const weighed = fc.tuple(rows, weights).map(([row, weightsOfRow]) => ({ ...row, weights: weightsOfRow }));
  return fc.array(weighed, { minLength: 1, maxLength: 6 });
}

/**
 * Computes a masked loss and its gradient, and disposes every tensor.
 *
 * @param loss The loss.
 * @param rows The batch.
 * @param reduction The reduction.
 * @returns The numbers.
 */
export async function outcomeOf(
  loss: SampleLoss,
  rows: readonly WeighedRow[],
  reduction: Reduction,
): Promise<Outcome> {
  const count = rows.length;
  const columns = rows[0]?.labels.length ?? 0;
  const isByElement = rows[0]?.weights.length === COLUMNS;
  const labels = tensor(
    rows.flatMap((row) => row.labels),
    columns === 1 ? [count] : [count, columns],
  );
  const predictions = tensor2d(
    rows.flatMap((row) => row.predictions),
    [count, COLUMNS],
  );
  const weights = rows.flatMap((row) => row.weights);
  const weight = isByElement ? tensor2d(weights, [count, COLUMNS]) : tensor1d(weights);
  const compute = (x: Tensor): Tensor => maskedLoss(loss, labels, x, weight, { reduction });
  const { value, grad } = valueAndGrad(compute)(predictions);
  const slopes = await read(grad);
  const outcome = {
    value: await read(value),
    grad: rows.map((_, row) => slopes.slice(row * COLUMNS, (row + 1) * COLUMNS)),
  };
  dispose([labels, predictions, weight, value, grad]);
  return outcome;
}
