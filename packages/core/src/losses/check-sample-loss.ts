import { Tensor } from "@tensorflow/tfjs-core";
import { describeValue } from "../errors/describe-value.ts";
import { checkClassCount } from "./label-classes.ts";

/**
 * Checks what a loss of same-shaped labels and predictions gets, before any operation runs.
 *
 * @param action What cannot be done otherwise, such as `compute the Huber loss`.
 * @param labels Should be a tensor of numbers, of the shape of the predictions.
 * @param predictions Should be a float32 tensor.
 * @param form `[B, C]` where rows are needed, `[B] or [B, K]` where single numbers do as well.
 * @throws {TypeError} Where an argument is no tensor of numbers, or the predictions are not float32.
 * @throws {RangeError} Where the shapes differ or are not of the form.
 */
export function checkSameShape(
  action: string,
  labels: unknown,
  predictions: unknown,
  form: "[B, C]" | "[B] or [B, K]",
): void {
  const { shape: labelShape } = checkNumbers(action, "labels", labels);
  const { shape } = checkPredictions(action, predictions);
  const isRankRight = shape.length === 2 || (form !== "[B, C]" && shape.length === 1);
  const isSame = shape.length === labelShape.length && shape.every((size, axis) => size === labelShape[axis]);
  if (isRankRight && isSame) return;
  throw new RangeError(
    `Cannot ${action}: labels and predictions need the same shape ${form}, received [${labelShape}] and [${shape}]`,
  );
}

/**
 * Checks what a loss of class indices gets, before any operation runs.
 *
 * @param action What cannot be done otherwise.
 * @param labels Should be a `[B]` tensor of numbers.
 * @param predictions Should be a `[B, C]` float32 tensor.
 * @throws {TypeError} Where an argument is no tensor of numbers, or the predictions are not float32.
 * @throws {RangeError} Where a shape is wrong.
 */
export function checkClassIndices(action: string, labels: unknown, predictions: unknown): void {
  const { shape: labelShape } = checkNumbers(action, "labels", labels);
  const { shape } = checkPredictions(action, predictions);
  if (labelShape.length === 1 && shape.length === 2 && labelShape[0] === shape[0]) {
    checkClassCount(action, labels as Tensor, predictions as Tensor);
    return;
  }
  throw new RangeError(
    `Cannot ${action}: labels need the shape [B] and predictions [B, C], received [${labelShape}] and [${shape}]`,
  );
}

/**
 * Checks a setting of a loss.
 *
 * @param action What cannot be done otherwise.
 * @param name The name of the setting.
 * @param value Should be a finite number that passes.
 * @param passes Whether a number is in range.
 * @param range The range in words, such as `above 0`.
 * @throws {RangeError} Where it is no such number.
 */
export function checkSetting(
  action: string,
  name: string,
  value: number,
  passes: (value: number) => boolean,
  range: string,
): void {
  if (Number.isFinite(value) && passes(value)) return;
  throw new RangeError(`Cannot ${action}: ${name} must be ${range}, received ${describeValue(value)}`);
}

function checkPredictions(action: string, predictions: unknown): Tensor {
  const tensor = checkNumbers(action, "predictions", predictions);
  if (tensor.dtype === "float32") return tensor;
  throw new TypeError(`Cannot ${action}: predictions must be float32, received ${tensor.dtype}`);
}

function checkNumbers(action: string, name: string, value: unknown): Tensor {
  if (!(value instanceof Tensor)) {
    throw new TypeError(`Cannot ${action}: ${name} must be a tensor, received ${describeValue(value)}`);
  }
  if (value.dtype === "string" || value.dtype === "complex64") {
    throw new TypeError(`Cannot ${action}: ${name} must be of real numbers, received ${value.dtype}`);
  }
  return value;
}
