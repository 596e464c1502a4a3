import * as tf from "@tensorflow/tfjs";
import type { HostTensor } from "./engine.ts";

/**
 * Copies a tensor to the host.
 *
 * @param tensor A float32 tensor; still the caller's.
 * @returns Its shape and values.
 */
export async function toHost(tensor: tf.Tensor): Promise<HostTensor> {
  return { shape: tensor.shape, data: Float32Array.from(await tensor.data()) };
}

/**
 * Overwrites a variable with a saved tensor.
 *
 * @param variable What is overwritten.
 * @param name The tensor's name in `state`.
 * @param state The saved tensors.
 * @throws {RangeError} If the tensor is missing or of another shape.
 */
export function assign(
  variable: tf.Variable,
  name: string,
  state: Readonly<Record<string, HostTensor>>,
): void {
  const saved = state[name];
  if (saved === undefined) throw new RangeError(`Cannot load state: "${name}" is missing`);
  if (saved.shape.join() !== variable.shape.join()) {
    throw new RangeError(
      `Cannot load state: "${name}" must have shape [${variable.shape}], received [${saved.shape}]`,
    );
  }
  tf.tidy(() => variable.assign(toDevice(saved)));
}

/**
 * Copies saved values to the current backend.
 *
 * @param saved Shape and values.
 * @returns A float32 tensor; the caller disposes it.
 */
export function toDevice({ data, shape }: HostTensor): tf.Tensor {
  return tf.tensor(data.slice(), [...shape], "float32"); // a copy: the CPU backend computes in the array it is given
}
