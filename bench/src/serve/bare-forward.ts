import type { Artifact } from "@proj/model";

/** The weights of a network of two layers. */
export interface TwoLayers {
  readonly inputs: number;
  readonly hidden: number;
  readonly outputs: number;
  /** `[inputs, hidden]` row-major. */
  readonly kernel1: Float32Array;
  readonly bias1: Float32Array;
  /** `[hidden, outputs]` row-major. */
  readonly kernel2: Float32Array;
  readonly bias2: Float32Array;
}

/** Takes the weights of 784-64-10 out of an artifact, which holds them one after the other. */
export function twoLayers({ weights }: Artifact): TwoLayers {
  const values = new Float32Array(weights.slice().buffer);
  const [inputs, hidden, outputs] = [784, 64, 10];
  let offset = 0;
  const take = (length: number): Float32Array => {
    offset += length;
    return values.slice(offset - length, offset);
  };
  return {
    inputs,
    hidden,
    outputs,
    kernel1: take(inputs * hidden),
    bias1: take(hidden),
    kernel2: take(hidden * outputs),
    bias2: take(outputs),
  };
}

/**
 * What anybody would write first: a forward pass over typed arrays, row by row, that leaves out inputs of 0. It checks
 * nothing, and is what the predictor is held against.
 *
 * @param network The weights.
 * @param images `[count, inputs]` row-major.
 * @param count The number of images.
 * @returns `[count, outputs]`: probabilities.
 */
export function bareForward(network: TwoLayers, images: Float32Array, count: number): Float32Array {
  const { inputs, hidden, outputs, kernel1, bias1, kernel2, bias2 } = network;
  const results = new Float32Array(count * outputs);
  const sums = new Float32Array(hidden);
  for (let image = 0; image < count; image++) {
    sums.set(bias1);
    for (let input = 0; input < inputs; input++) {
      const value = images[image * inputs + input] as number;
      if (value === 0) continue;
      const row = input * hidden;
      for (let unit = 0; unit < hidden; unit++) {
        sums[unit] = (sums[unit] as number) + value * (kernel1[row + unit] as number);
      }
    }
    finish(sums, network, results.subarray(image * outputs, (image + 1) * outputs), kernel2, bias2);
  }
  return results;
}

/** The same, multiplying every input, the zeros too. */
export function bareForwardOfAll(network: TwoLayers, images: Float32Array, count: number): Float32Array {
  const { inputs, hidden, outputs, kernel1, bias1, kernel2, bias2 } = network;
  const results = new Float32Array(count * outputs);
  const sums = new Float32Array(hidden);
  for (let image = 0; image < count; image++) {
    sums.set(bias1);
    for (let input = 0; input < inputs; input++) {
      const value = images[image * inputs + input] as number;
      const row = input * hidden;
      for (let unit = 0; unit < hidden; unit++) {
        sums[unit] = (sums[unit] as number) + value * (kernel1[row + unit] as number);
      }
    }
    finish(sums, network, results.subarray(image * outputs, (image + 1) * outputs), kernel2, bias2);
  }
  return results;
}

/** ReLU, the second layer and the softmax. */
function finish(
  sums: Float32Array,
  { hidden, outputs }: TwoLayers,
  result: Float32Array,
  kernel2: Float32Array,
  bias2: Float32Array,
): void {
  result.set(bias2);
  for (let unit = 0; unit < hidden; unit++) {
    const value = sums[unit] as number;
    if (value <= 0) continue;
    for (let output = 0; output < outputs; output++) {
      result[output] = (result[output] as number) + value * (kernel2[unit * outputs + output] as number);
    }
  }
  let largest = Number.NEGATIVE_INFINITY;
  for (let output = 0; output < outputs; output++) largest = Math.max(largest, result[output] as number);
  let total = 0;
  for (let output = 0; output < outputs; output++) {
    const term = Math.exp((result[output] as number) - largest);
    result[output] = term;
    total += term;
  }
  for (let output = 0; output < outputs; output++) result[output] = (result[output] as number) / total;
}
