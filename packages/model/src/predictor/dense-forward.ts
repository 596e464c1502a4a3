import { activate } from "./activate.ts";
import type { DensePlan, DenseStep } from "./dense-plan.ts";

/** Output columns that are summed together, in local variables: fewer loads, and no store until the sum is done. */
const blockWidth = 8;

/** Computes some inputs: writes the outputs of inputs `first` to `end` (exclusive) to the same places of `outputs`. */
export type DenseForward = (
  inputs: Uint8Array | Float32Array,
  first: number,
  end: number,
  outputs: Float32Array,
) => void;

/**
 * Makes the function that computes a stack of dense layers, one input after the other.
 *
 * Inputs that are 0 are left out of the sums of every layer: of a digit's pixels 80 % are, and about half of what ReLU
 * lets through. The weights are used where they lie, row by row. Sums are in float64, results in float32. The buffers are made
 * once; the function is not to be entered again before it returns.
 *
 * @param plan The layers.
 * @param byteValues For inputs given as bytes: the float32 value of each byte, `[256]`.
 * @returns The function: inputs `[N, D]` row-major and finite, outputs `[N, C]`.
 */
export function createDenseForward(plan: DensePlan, byteValues: Float32Array): DenseForward {
  const layers = plan.steps.map((step) => ({ ...step, sums: new Float32Array(step.units) }));
  const most = Math.max(...plan.steps.map((step) => step.inputs));
  // The inputs of the current layer that are not 0: where each one's row of weights begins, and its value.
  const live: LiveInputs = { offsets: new Int32Array(most), values: new Float64Array(most), count: 0 };
  return (inputs, first, end, outputs) => {
    for (let index = first; index < end; index++) {
      const start = index * plan.inputSize;
      let previous: Float32Array | null = null;
      for (const layer of layers) {
        if (previous !== null) gatherFloats(previous, 0, layer, live);
        else if (inputs instanceof Uint8Array) gatherBytes(inputs, start, layer, byteValues, live);
        else gatherFloats(inputs, start, layer, live);
        sumColumns(layer, live);
        for (const activation of layer.activations) activate(activation, layer.sums, 0, layer.units);
        previous = layer.sums;
      }
      if (previous !== null) outputs.set(previous, index * plan.outputSize);
    }
  };
}

interface LiveInputs {
  readonly offsets: Int32Array;
  readonly values: Float64Array;
  count: number;
}

interface Layer extends DenseStep {
  /** `[units]`: the layer's result. */
  readonly sums: Float32Array;
}

function gatherBytes(
  bytes: Uint8Array,
  start: number,
  { inputs, units }: Layer,
  byteValues: Float32Array,
  live: LiveInputs,
): void {
  const { offsets, values } = live;
  let count = 0;
  for (let index = 0; index < inputs; index++) {
    const byte = bytes[start + index] ?? 0;
    if (byte === 0) continue;
    offsets[count] = index * units;
    values[count] = byteValues[byte] ?? 0;
    count++;
  }
  live.count = count;
}

function gatherFloats(floats: Float32Array, start: number, { inputs, units }: Layer, live: LiveInputs): void {
  const { offsets, values } = live;
  let count = 0;
  for (let index = 0; index < inputs; index++) {
    const value = floats[start + index] ?? 0;
    if (value === 0) continue;
    offsets[count] = index * units;
    values[count] = value;
    count++;
  }
  live.count = count;
}

/** Blocks of columns, and what is left over one by one. */
function sumColumns({ units, kernel, bias, sums }: Layer, { offsets, values, count }: LiveInputs): void {
  let column = 0;
  for (; column + blockWidth <= units; column += blockWidth) {
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    let sum4 = 0;
    let sum5 = 0;
    let sum6 = 0;
    let sum7 = 0;
    for (let index = 0; index < count; index++) {
      const value = values[index] ?? 0;
      const at = (offsets[index] ?? 0) + column;
      sum0 += value * (kernel[at] ?? 0);
      sum1 += value * (kernel[at + 1] ?? 0);
      sum2 += value * (kernel[at + 2] ?? 0);
      sum3 += value * (kernel[at + 3] ?? 0);
      sum4 += value * (kernel[at + 4] ?? 0);
      sum5 += value * (kernel[at + 5] ?? 0);
      sum6 += value * (kernel[at + 6] ?? 0);
      sum7 += value * (kernel[at + 7] ?? 0);
    }
    sums[column] = sum0 + (bias[column] ?? 0);
    sums[column + 1] = sum1 + (bias[column + 1] ?? 0);
    sums[column + 2] = sum2 + (bias[column + 2] ?? 0);
    sums[column + 3] = sum3 + (bias[column + 3] ?? 0);
    sums[column + 4] = sum4 + (bias[column + 4] ?? 0);
    sums[column + 5] = sum5 + (bias[column + 5] ?? 0);
    sums[column + 6] = sum6 + (bias[column + 6] ?? 0);
    sums[column + 7] = sum7 + (bias[column + 7] ?? 0);
  }
  for (; column < units; column++) {
    let sum = 0;
    for (let index = 0; index < count; index++) {
      sum += (values[index] ?? 0) * (kernel[(offsets[index] ?? 0) + column] ?? 0);
    }
    sums[column] = sum + (bias[column] ?? 0);
  }
}
