import * as tf from "@tensorflow/tfjs";
import type { HostTensor } from "../engine.ts";
import { assign, toDevice, toHost } from "../host-tensor.ts";

/**
 * The parts of tfjs's Adam that hold its memory.
 *
 * Symptom: `AdamOptimizer.setWeights` recomputes the running powers of beta as `pow(beta, iterations + 1)`, while a run that
 * was never stopped multiplies them step by step. Both are right to rounding, but a resumed run then ends with other bytes.
 * So the powers are saved and put back as they were; they are private. Delete this file when `getWeights` includes them:
 * https://github.com/tensorflow/tfjs/blob/tfjs-v4.22.0/tfjs-core/src/optimizers/adam_optimizer.ts
 */
interface AdamMemory {
  accBeta1: tf.Variable;
  accBeta2: tf.Variable;
  accumulatedFirstMoment: { originalName: string; variable: tf.Variable }[];
  accumulatedSecondMoment: { originalName: string; variable: tf.Variable }[];
}

function memoryOf(optimizer: tf.AdamOptimizer): AdamMemory {
  const memory = optimizer as unknown as Partial<AdamMemory>; // private in its declaration
  const { accBeta1, accBeta2, accumulatedFirstMoment, accumulatedSecondMoment } = memory;
  if (!accBeta1 || !accBeta2 || !accumulatedFirstMoment || !accumulatedSecondMoment) {
    throw new Error(
      `Cannot reach Adam's memory: its private fields have moved in TensorFlow.js ${tf.version.tfjs}, expected 4.22`,
    );
  }
  return { accBeta1, accBeta2, accumulatedFirstMoment, accumulatedSecondMoment };
}

/**
 * Copies Adam's memory to the host.
 *
 * @param optimizer The optimizer.
 * @param names The weights' names, in the order in which the optimizer met them.
 * @returns `adam/power1`, `adam/power2`, and for each weight `adam/m/NAME` and `adam/v/NAME` once a step was taken.
 */
export async function saveAdam(
  optimizer: tf.AdamOptimizer,
  names: readonly string[],
): Promise<Record<string, HostTensor>> {
  const memory = memoryOf(optimizer);
  const tensors: [string, tf.Tensor][] = [
    ["adam/power1", memory.accBeta1],
    ["adam/power2", memory.accBeta2],
  ];
  for (const [i, name] of names.entries()) {
    const m = memory.accumulatedFirstMoment[i]?.variable;
    const v = memory.accumulatedSecondMoment[i]?.variable;
    if (m && v) tensors.push([`adam/m/${name}`, m], [`adam/v/${name}`, v]);
  }
  return Object.fromEntries(
    await Promise.all(tensors.map(async ([name, tensor]) => [name, await toHost(tensor)])),
  );
}

/**
 * Puts saved memory into a fresh Adam.
 *
 * @param optimizer An optimizer that has taken no step.
 * @param names The weights' names, in the model's order.
 * @param state What {@linkcode saveAdam} returned, possibly among other tensors.
 * @throws {RangeError} If a tensor is missing or has another size.
 */
export function loadAdam(
  optimizer: tf.AdamOptimizer,
  names: readonly string[],
  state: Readonly<Record<string, HostTensor>>,
): void {
  const memory = memoryOf(optimizer);
  assign(memory.accBeta1, "adam/power1", state);
  assign(memory.accBeta2, "adam/power2", state);
  for (const [letter, moments] of [
    ["m", memory.accumulatedFirstMoment],
    ["v", memory.accumulatedSecondMoment],
  ] as const) {
    for (const [i, name] of names.entries()) {
      const saved = state[`adam/${letter}/${name}`];
      if (saved === undefined) {
        throw new RangeError(`Cannot load optimizer state: "adam/${letter}/${name}" is missing`);
      }
      const variable = tf.tidy(() => toDevice(saved).variable(false));
      moments[i] = { originalName: `${name}/${letter}`, variable };
    }
  }
}
