import { Tensor } from "@tensorflow/tfjs-core";
import { describeNames, describeValue } from "../errors/describe-value.ts";
import { REDUCTIONS } from "./reduction.ts";

const ACTION = "compute the masked loss";

/**
 * Checks what `maskedLoss` gets, before any operation runs.
 *
 * @param loss Should be a function.
 * @param labels Should be a `[B, ...]` tensor of numbers.
 * @param predictions Should be a `[B, ...]` float32 tensor.
 * @param sampleWeight Should be a `[B]` tensor of numbers, or `[B, K]` like labels and predictions.
 * @throws {TypeError} Where the kind or dtype is wrong.
 * @throws {RangeError} Where a shape is wrong.
 */
export function checkLossInputs(
  loss: unknown,
  labels: unknown,
  predictions: unknown,
  sampleWeight: unknown,
): void {
  if (typeof loss !== "function") {
    throw new TypeError(`Cannot ${ACTION}: loss must be a function, received ${describeValue(loss)}`);
  }
  const { shape, dtype } = checkTensor("predictions", predictions);
  if (dtype !== "float32")
    throw new TypeError(`Cannot ${ACTION}: predictions must be float32, received ${dtype}`);
  const { shape: labelShape } = checkTensor("labels", labels);
  const { shape: weightShape } = checkTensor("sampleWeight", sampleWeight);

  const [count] = shape;
  if (count === undefined) {
    throw new RangeError(`Cannot ${ACTION}: predictions must have the shape [B, ...], received a scalar`);
  }
  if (labelShape[0] !== count) {
    throw new RangeError(
      `Cannot ${ACTION}: labels and predictions need the same batch size, received [${labelShape}] and [${shape}]`,
    );
  }
  if (weightShape[0] === count && weightShape.length === 1) return;
  const isByLabel =
    weightShape.length === 2 && [shape, labelShape].every((each) => each.join() === weightShape.join());
  if (isByLabel) return;
  throw new RangeError(
    `Cannot ${ACTION}: sampleWeight must have the shape [${count}], a number for each sample, or that of labels and predictions where both are [B, K], received [${weightShape}] for [${labelShape}] and [${shape}]`,
  );
}

/**
 * Checks what a sample loss gave.
 *
 * @param losses Should be a `[B]` tensor.
 * @param shape `[B]`.
 * @throws {TypeError} Where it is no tensor.
 * @throws {RangeError} Where it has another shape.
 */
export function checkLoss(losses: unknown, shape: readonly number[]): void {
  const { shape: received } = checkTensor("what the loss returns", losses);
  if (received.length === shape.length && received.every((size, axis) => size === shape[axis])) return;
  const hint = received.length === 0 ? "; leave the reduction to maskedLoss" : "";
  throw new RangeError(
    `Cannot ${ACTION}: what the loss returns must have the shape [${shape}], a number for each sample, received [${received}]${hint}`,
  );
}

/**
 * Checks the name of a reduction.
 *
 * @param reduction Should be one.
 * @throws {RangeError} Where there is no such reduction.
 */
export function checkReduction(reduction: string): void {
  if (REDUCTIONS.some((known) => known === reduction)) return;
  throw new RangeError(
    `Cannot ${ACTION}: reduction must be one of ${describeNames(REDUCTIONS)}, received ${describeValue(reduction)}`,
  );
}

function checkTensor(name: string, value: unknown): Tensor {
  if (!(value instanceof Tensor)) {
    throw new TypeError(`Cannot ${ACTION}: ${name} must be a tensor, received ${describeValue(value)}`);
  }
  if (value.dtype === "string" || value.dtype === "complex64") {
    throw new TypeError(`Cannot ${ACTION}: ${name} must be of real numbers, received ${value.dtype}`);
  }
  return value;
}
