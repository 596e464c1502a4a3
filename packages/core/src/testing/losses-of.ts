import { dispose, type Tensor, tensor, valueAndGrad } from "@tensorflow/tfjs-core";
import { expect } from "vitest";
import type { SampleLoss } from "../losses/sample-loss.ts";
import { read } from "./each-backend.ts";

type Numbers = readonly number[] | readonly (readonly number[])[];

/** A loss's values, and the gradient of their sum, as numbers. */
export interface LossesAndSlopes {
  readonly losses: readonly number[];
  readonly slopes: readonly number[];
}

/**
 * Computes a loss of plain numbers, and disposes every tensor; it asserts that there is one loss for each sample.
 *
 * @param loss The loss.
 * @param labels `[B]` or `[B, K]`.
 * @param predictions `[B]` or `[B, K]`.
 * @returns The losses and the gradient with respect to the predictions.
 */
export async function lossesOf(
  loss: SampleLoss,
  labels: Numbers,
  predictions: Numbers,
): Promise<LossesAndSlopes> {
  const [y, x] = [tensorOf(labels), tensorOf(predictions)];
  const { value, grad } = valueAndGrad((input: Tensor) => loss(y, input))(x);
  expect(value.shape).toEqual([predictions.length]);
  expect(grad.shape).toEqual(x.shape);
  const result = { losses: await read(value), slopes: await read(grad) };
  dispose([y, x, value, grad]);
  return result;
}

function tensorOf(numbers: Numbers): Tensor {
  return tensor(numbers.map((row) => (typeof row === "object" ? [...row] : row)) as number[] | number[][]);
}
