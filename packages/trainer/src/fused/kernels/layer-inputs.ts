import type { TrainingData } from "../../engine/engine.ts";
import type { StepLayout } from "../step-layout.ts";
import type { Binding } from "./kernel.ts";
import { oneOf } from "./tile.ts";

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
  /** WGSL of one input, where reads are of four that can be had by themselves: `place` is WGSL of where. */
  readonly one?: (place: string) => string;
  /** WGSL of an input out of a read: `read` is its name, `index` which of the inputs. */
  readonly pick: (read: string, index: number) => string;
  /** WGSL of whether some input in these reads is not 0; left out where looking would take longer than multiplying. */
  readonly isAny?: ((reads: readonly string[]) => string) | undefined;
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
    perRead: 4,
    scale: 1,
    origin: (row) => `(${row}) * ${pitch / 4}u + ${(layers[index - 1]?.row ?? 0) / 4}u`,
    read: (place) => `values[${place}]`,
    one: (place) => oneOf("values", place),
    pick: component,
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
  const isQuads = !isBytes && width % 4 === 0;
  return {
    bindings: [
      { name: "inputs", access: "read", of: isBytes ? "u32" : isQuads ? "vec4f" : "f32" },
      { name: "schedule", access: "read", of: "u32" },
    ],
    perRead: isBytes || isQuads ? 4 : 1,
    scale: isBytes ? inputScale : 1,
    // A tile's last rows may lie past the live ones: any sample does for them.
    origin: (row) =>
      `schedule[step.rows + min(${row}, step.live - 1u)] * ${isBytes ? wordsPerRow(width) : isQuads ? width / 4 : width}u`,
    read: (place) => `inputs[${place}]`,
    // Signed, since processors convert signed integers faster.
    pick: isBytes
      ? (read, index) => `f32(i32((${read} >> ${(index % 4) * 8}u) & 255u))`
      : isQuads
        ? component
        : (read) => read,
    // Much of a picture is empty, and a word is four of its pixels.
    isAny: isBytes ? (reads) => `(${reads.join(" | ")}) != 0u` : undefined,
  };
}

/**
 * The same inputs, of which a read gives one, where that costs no more than a read of four.
 *
 * @param inputs The inputs.
 * @returns How they are read.
 */
export function oneByOne(inputs: LayerInputs): LayerInputs {
  const { origin, one } = inputs;
  if (one === undefined) return inputs;
  return {
    ...inputs,
    perRead: 1,
    origin: (row) => `(${origin(row)}) * 4u`,
    read: one,
    pick: (read) => read,
    isAny: undefined,
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

function component(read: string, index: number): string {
  return `${read}.${"xyzw"[index % 4]}`;
}
