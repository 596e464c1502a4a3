import { dispose, slice, Tensor } from "@tensorflow/tfjs-core";
import { describeValue } from "../errors/describe-value.ts";
import type { ModelInputs } from "./combined-model.ts";

/** Inputs and their labels. */
export interface Samples {
  readonly inputs: ModelInputs;
  readonly labels: Tensor;
}

/** Samples to train and to validate on, and a way to free what was cut. */
export interface SplitSamples {
  readonly train: Samples;
  readonly validation?: Samples | undefined;
  dispose(): void;
}

/**
 * Cuts the last samples off for validation, as many as tfjs does.
 *
 * @param action What the caller does, for messages.
 * @param samples The samples.
 * @param share The share to cut off: nothing unless between 0 and 1.
 * @returns Both, or the samples alone where nothing is cut off.
 * @throws {RangeError} Where nothing would be left on one of the sides.
 */
export function splitSamples(action: string, samples: Samples, share: number | undefined): SplitSamples {
  if (share === undefined || !(share > 0 && share < 1)) return { train: samples, dispose: () => {} };
  const [count = 0] = samples.labels.shape;
  const at = Math.floor(count * (1 - share));
  if (at === 0 || at === count) {
    throw new RangeError(
      `Cannot ${action}: validationSplit must leave samples on both sides, received ${share} of ${count} samples`,
    );
  }
  const cut = (from: number, size: number): Samples => ({
    inputs: sliceInputs(samples.inputs, from, size),
    labels: sliceRows(samples.labels, from, size),
  });
  const [train, validation] = [cut(0, at), cut(at, count - at)];
  return { train, validation, dispose: () => dispose([{ ...train }, { ...validation }]) };
}

/**
 * Reads validation data.
 *
 * @param action What the caller does, for messages.
 * @param data Should be `[inputs, labels]`.
 * @returns Both.
 * @throws {TypeError} Where it is something else.
 */
export function parseValidationData(action: string, data: readonly [ModelInputs, Tensor]): Samples {
  const received: unknown = data;
  if (Array.isArray(received) && received.length === 2) return { inputs: data[0], labels: data[1] };
  throw new TypeError(
    `Cannot ${action}: validationData must be [inputs, labels], received ${describeValue(data)}`,
  );
}

function sliceInputs(inputs: ModelInputs, from: number, size: number): ModelInputs {
  if (inputs instanceof Tensor) return sliceRows(inputs, from, size);
  if (Array.isArray(inputs)) return inputs.map((each) => sliceRows(each, from, size));
  return Object.fromEntries(
    Object.entries(inputs).map(([name, each]) => [name, sliceRows(each, from, size)]),
  );
}

function sliceRows(tensor: Tensor, from: number, size: number): Tensor {
  const [, ...rest] = tensor.shape;
  return slice(tensor, [from, ...rest.map(() => 0)], [size, ...rest]);
}
