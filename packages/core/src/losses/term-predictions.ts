import { Tensor } from "@tensorflow/tfjs-core";
import { describeNames, describeValue } from "../errors/describe-value.ts";
import type { LossTerm } from "./loss-terms.ts";

/**
 * Finds the predictions of a part, and checks them before any operation runs.
 *
 * @param action What the caller does, such as `compute the combined loss`.
 * @param term The part's loss.
 * @param predictions What the caller was given: a tensor where there is one part, else a record of tensors by part name.
 * @param labels `[B, L]` combined labels.
 * @param termCount The number of parts.
 * @returns `[B, ...]` float32 predictions; they stay the caller's.
 * @throws {TypeError} Where they are missing, no tensor, or not float32.
 * @throws {RangeError} Where the batch size is another one.
 */
export function termPredictions(
  action: string,
  { name }: Pick<LossTerm, "name">,
  predictions: unknown,
  labels: Tensor,
  termCount: number,
): Tensor {
  const isRecord =
    typeof predictions === "object" && predictions !== null && !(predictions instanceof Tensor);
  const tensor: unknown = isRecord
    ? Reflect.get(predictions, name)
    : termCount === 1
      ? predictions
      : undefined;
  const part = `the predictions of the part ${JSON.stringify(name)}`;
  if (!(tensor instanceof Tensor)) {
    const received = isRecord ? describeNames(Object.keys(predictions)) : describeValue(predictions);
    throw new TypeError(`Cannot ${action}: ${part} must be a tensor, received ${received}`);
  }
  if (tensor.dtype !== "float32") {
    throw new TypeError(`Cannot ${action}: ${part} must be float32, received ${tensor.dtype}`);
  }
  if (tensor.shape[0] !== labels.shape[0]) {
    throw new RangeError(
      `Cannot ${action}: ${part} and the labels need the same batch size, received [${tensor.shape}] and [${labels.shape}]`,
    );
  }
  return tensor;
}
