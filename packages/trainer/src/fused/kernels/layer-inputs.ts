import type { TrainingData } from "../../engine/engine.ts";
import type { StepLayout } from "../step-layout.ts";
import type { Binding } from "./kernel.ts";

/**
 * What a layer takes in, as kernels read it: the results of the layer before, or rows of the data set, which stay where they are.
 * Bytes come four in a word; what is summed over them is scaled afterwards.
 */
export interface LayerInputs {
  readonly bindings: readonly Binding[];
  /** Inputs that one read gives. */
  readonly perRead: 1 | 4;
  /** What sums over the inputs are multiplied by. */
  readonly scale: number;
  /** WGSL of where a live row's reads begin: `row` is WGSL. */
  readonly origin: (row: string) => string;
  /** WGSL of a read: `place` is WGSL of where. */
  readonly read: (place: string) => string;
  /** WGSL of an input out of a read: `read` is its name, `index` which of the inputs. */
  readonly pick: (read: string, index: number) => string;
}

/**
 * The inputs of a hidden layer or the last one.
 *
 * @param layout Where the numbers lie.
 * @param index The layer's place, 1 or more.
 * @returns How they are read.
 */
export function inputsFromLayer({ layers, pitch }: StepLayout, index: number): LayerInputs {
  return {
    bindings: [],
    perRead: 1,
    scale: 1,
    origin: (row) => `(${row}) * ${pitch}u + ${layers[index - 1]?.row ?? 0}u`,
    read: (place) => `values[${place}]`,
    pick: (read) => read,
  };
}

/**
 * The inputs of the first layer.
 *
 * @param width Inputs of a sample.
 * @param data What they are.
 * @returns How they are read.
 */
export function inputsFromData(
  width: number,
  { inputs, inputScale }: Pick<TrainingData, "inputs" | "inputScale">,
): LayerInputs {
  const isBytes = inputs instanceof Uint8Array;
  return {
    bindings: [
      { name: "inputs", access: "read", ...(isBytes && { of: "u32" as const }) },
      { name: "schedule", access: "read", of: "u32" },
    ],
    perRead: isBytes ? 4 : 1,
    scale: isBytes ? inputScale : 1,
    // A tile's last rows may lie past the live ones: any sample does for them.
    origin: (row) =>
      `schedule[step.rows + min(${row}, step.live - 1u)] * ${isBytes ? wordsPerRow(width) : width}u`,
    read: (place) => `inputs[${place}]`,
    // Signed, since processors convert signed integers faster.
    pick: isBytes ? (read, index) => `f32(i32((${read} >> ${(index % 4) * 8}u) & 255u))` : (read) => read,
  };
}

/**
 * The 32-bit words of a row of bytes.
 *
 * @param width Bytes of a row.
 * @returns The number.
 */
export function wordsPerRow(width: number): number {
  return Math.ceil(width / 4);
}
