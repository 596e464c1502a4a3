import { activate } from "./activate.ts";
import type { DenseForward } from "./dense-forward.ts";
import type { DensePlan } from "./dense-plan.ts";
import { openKernel } from "./open-kernel.ts";
import { layOutSimd, type SimdLayer } from "./simd-layout.ts";

/** The bytes of the largest model that is copied for the kernel. */
const mostBytes = 2 ** 26;

/**
 * Makes the function that computes a stack of dense layers with the SIMD of WebAssembly.
 *
 * It leaves out inputs that are 0, as `createDenseForward` does. Sums and results are in float32. The weights are copied once, into
 * a memory that is collected with the function; it is not to be entered again before it returns.
 *
 * @param plan The layers.
 * @param byteValues For inputs given as bytes: the float32 value of each byte, `[256]`.
 * @param compiled The kernel.
 * @returns The function: inputs `[N, D]` row-major and finite, outputs `[N, C]`. `null` for a model of more than 64 MiB, and
 * where there is no memory left: `createDenseForward` computes everything everywhere.
 */
export function createSimdForward(
  plan: DensePlan,
  byteValues: Float32Array,
  compiled: WebAssembly.Module,
): DenseForward | null {
  const { inputSize, outputSize } = plan;
  const layout = layOutSimd(plan);
  const { rows, inputsAt, valuesAt, liveAt, layers } = layout;
  if (layout.bytes > mostBytes) return null;
  const kernel = openKernel(compiled, layout.bytes);
  if (kernel === null) return null;
  const bytes = new Uint8Array(kernel.memory);
  const floats = new Float32Array(kernel.memory);
  floats.set(byteValues, valuesAt / 4);
  for (const layer of layers) copyWeights(layer, floats);
  // Without the weights, which need not stay where they were.
  const steps = layers.map(({ kernel: _kernel, bias: _bias, ...layer }) => {
    const isRelu = layer.activations[0] === "relu";
    // ReLU first is left to the kernel.
    const activations = isRelu ? layer.activations.slice(1) : layer.activations;
    return { ...layer, activations, least: isRelu ? 0 : Number.NEGATIVE_INFINITY };
  });

  return (inputs, first, end, outputs) => {
    const isBytes = inputs instanceof Uint8Array;
    for (let start = first; start < end; start += rows) {
      const count = Math.min(rows, end - start);
      // A view costs as much as some of the arithmetic; of a batch that fits whole there need be none.
      const some =
        count * inputSize === inputs.length
          ? inputs
          : inputs.subarray(start * inputSize, (start + count) * inputSize);
      if (isBytes) bytes.set(some, inputsAt);
      else floats.set(some, inputsAt / 4);
      let from = inputsAt;
      let valueBytes = some.BYTES_PER_ELEMENT;
      let stride = inputSize * valueBytes;
      for (const { inputs: size, units, rowBytes, kernelAt, biasAt, sumsAt, least, activations } of steps) {
        const values = valueBytes === 1 ? valuesAt : 0;
        kernel.sumLayer(
          from,
          count,
          size * valueBytes,
          stride,
          values,
          liveAt,
          kernelAt,
          biasAt,
          sumsAt,
          rowBytes,
          least,
        );
        for (const activation of activations) {
          for (let row = 0; row < count; row++)
            activate(activation, floats, (sumsAt + row * rowBytes) / 4, units);
        }
        from = sumsAt;
        valueBytes = 4;
        stride = rowBytes;
      }
      copyRows(floats, from / 4, stride / 4, outputs, start * outputSize, outputSize, count);
    }
  };
}

function copyWeights(
  { inputs, units, kernel, bias, kernelAt, biasAt, rowBytes }: SimdLayer,
  floats: Float32Array,
): void {
  floats.set(bias, biasAt / 4);
  // Rows that are whole vectors lie one behind the other here, too: a fresh Worker takes long for a loop.
  if (rowBytes === 4 * units) {
    floats.set(kernel, kernelAt / 4);
    return;
  }
  for (let input = 0; input < inputs; input++) {
    floats.set(kernel.subarray(input * units, (input + 1) * units), (kernelAt + input * rowBytes) / 4);
  }
}

/** Copies rows out of the kernel's memory, without what fills them up. */
function copyRows(
  floats: Float32Array,
  from: number,
  stride: number,
  outputs: Float32Array,
  start: number,
  columns: number,
  count: number,
): void {
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < columns; column++) {
      outputs[start + row * columns + column] = floats[from + row * stride + column] ?? 0;
    }
  }
}
