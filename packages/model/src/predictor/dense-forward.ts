import type { Activation, DensePlan, DenseStep } from "./dense-plan.ts";

/** Output columns that are summed together, in local variables: fewer loads, and no store until the sum is done. */
const blockWidth = 8;

/**
 * Columns whose weights lie side by side: the processor fetches as many floats at once, and what the first block of a line fetches
 * the next one finds. Between two requests the weights are gone from the nearest memory.
 */
const lineWidth = 16;

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
 * lets through. Sums are in float64, results in float32. The buffers are made once; the function is not to be entered
 * again before it returns.
 *
 * @param plan The layers.
 * @param byteValues For inputs given as bytes: the float32 value of each byte, `[256]`.
 * @returns The function: inputs `[N, D]` row-major and finite, outputs `[N, C]`.
 */
export function createDenseForward(plan: DensePlan, byteValues: Float32Array): DenseForward {
  const layers = plan.steps.map(prepareLayer);
  const most = Math.max(...plan.steps.map((step) => step.inputs));
  // The inputs of the current layer that are not 0: where each one's weights begin within a line, and its value.
  const live: LiveInputs = { offsets: new Int32Array(most), values: new Float64Array(most), count: 0 };
  return (inputs, first, end, outputs) => {
    for (let index = first; index < end; index++) {
      const start = index * plan.inputSize;
      if (inputs instanceof Uint8Array) gatherBytes(inputs, start, plan.inputSize, byteValues, live);
      else gatherFloats(inputs, start, plan.inputSize, live);
      let previous: PreparedLayer | null = null;
      for (const layer of layers) {
        if (previous !== null) gatherFloats(previous.sums, 0, previous.units, live);
        sumBlocks(layer, live);
        for (const activation of layer.activations) applyActivation(activation, layer.sums, layer.units);
        previous = layer;
      }
      if (previous !== null) outputs.set(previous.outputs, index * plan.outputSize);
    }
  };
}

interface LiveInputs {
  readonly offsets: Int32Array;
  readonly values: Float64Array;
  count: number;
}

interface PreparedLayer {
  readonly units: number;
  /** The kernel by lines of 16 columns, each `[inputs, 16]`; the last one filled up with zeros. */
  readonly lines: readonly Float32Array[];
  /** `[units]`, filled up to whole blocks. */
  readonly bias: Float32Array;
  /** The layer's result, filled up to whole blocks. */
  readonly sums: Float32Array;
  /** The part of `sums` that counts. */
  readonly outputs: Float32Array;
  readonly activations: readonly Activation[];
}

function prepareLayer({ inputs, units, kernel, bias, activations }: DenseStep): PreparedLayer {
  const lines = Array.from({ length: Math.ceil(units / lineWidth) }, (_, line) => {
    const packed = new Float32Array(inputs * lineWidth);
    const firstColumn = line * lineWidth;
    for (let row = 0; row < inputs; row++) {
      const columns = kernel.subarray(
        row * units + firstColumn,
        row * units + Math.min(firstColumn + lineWidth, units),
      );
      packed.set(columns, row * lineWidth);
    }
    return packed;
  });
  const blockCount = Math.ceil(units / blockWidth);
  const paddedBias = new Float32Array(blockCount * blockWidth);
  paddedBias.set(bias);
  const sums = new Float32Array(blockCount * blockWidth);
  return { units, lines, bias: paddedBias, sums, outputs: sums.subarray(0, units), activations };
}

function gatherBytes(
  inputs: Uint8Array,
  start: number,
  size: number,
  byteValues: Float32Array,
  live: LiveInputs,
): void {
  const { offsets, values } = live;
  let count = 0;
  for (let index = 0; index < size; index++) {
    const byte = inputs[start + index] ?? 0;
    if (byte === 0) continue;
    offsets[count] = index * lineWidth;
    values[count] = byteValues[byte] ?? 0;
    count++;
  }
  live.count = count;
}

function gatherFloats(inputs: Float32Array, start: number, size: number, live: LiveInputs): void {
  const { offsets, values } = live;
  let count = 0;
  for (let index = 0; index < size; index++) {
    const value = inputs[start + index] ?? 0;
    if (value === 0) continue;
    offsets[count] = index * lineWidth;
    values[count] = value;
    count++;
  }
  live.count = count;
}

function sumBlocks({ lines, bias, sums }: PreparedLayer, { offsets, values, count }: LiveInputs): void {
  for (let column = 0; column < sums.length; column += blockWidth) {
    const weights = lines[Math.floor(column / lineWidth)];
    if (weights === undefined) continue;
    const shift = column % lineWidth;
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
      const at = (offsets[index] ?? 0) + shift;
      sum0 += value * (weights[at] ?? 0);
      sum1 += value * (weights[at + 1] ?? 0);
      sum2 += value * (weights[at + 2] ?? 0);
      sum3 += value * (weights[at + 3] ?? 0);
      sum4 += value * (weights[at + 4] ?? 0);
      sum5 += value * (weights[at + 5] ?? 0);
      sum6 += value * (weights[at + 6] ?? 0);
      sum7 += value * (weights[at + 7] ?? 0);
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
}

function applyActivation(activation: Activation, values: Float32Array, count: number): void {
  if (activation === "softmax") applySoftmax(values, count);
  for (let index = 0; index < count; index++) {
    const value = values[index] ?? 0;
    if (activation === "relu") values[index] = Math.max(value, 0);
    else if (activation === "tanh") values[index] = Math.tanh(value);
    else if (activation === "sigmoid") values[index] = 1 / (1 + Math.exp(-value));
  }
}

/** `exp(x - max x) / sum exp(x - max x)`: the largest term is 1, so nothing overflows. */
function applySoftmax(values: Float32Array, count: number): void {
  let largest = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < count; index++) largest = Math.max(largest, values[index] ?? 0);
  let total = 0;
  for (let index = 0; index < count; index++) {
    const term = Math.exp((values[index] ?? 0) - largest);
    values[index] = term;
    total += term;
  }
  for (let index = 0; index < count; index++) values[index] = (values[index] ?? 0) / total;
}
