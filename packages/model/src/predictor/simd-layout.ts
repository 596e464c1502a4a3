import type { DensePlan, DenseStep } from "./dense-plan.ts";

/** Values of a layer that are computed at once, at most; of one input all. */
const valuesAtOnce = 2 ** 14;

/** Bytes of a vector. */
const vectorBytes = 16;

/** Where a layer lies in the kernel's memory. All places are counted in bytes and are multiples of 16. */
export interface SimdLayer extends DenseStep {
  /** The length of a row of weights, biases or sums: filled up with zeros to whole vectors. */
  readonly rowBytes: number;
  readonly kernelAt: number;
  readonly biasAt: number;
  /** One row for each of the inputs that are computed at once. */
  readonly sumsAt: number;
}

/** Where everything lies in the kernel's memory. */
export interface SimdLayout {
  /** The inputs that are computed at once. */
  readonly rows: number;
  readonly inputsAt: number;
  /** The float32 value of each byte, `[256]`. */
  readonly valuesAt: number;
  /** Room for the kernel's list. */
  readonly liveAt: number;
  readonly layers: readonly SimdLayer[];
  /** The size of it all in bytes. */
  readonly bytes: number;
}

/**
 * Lays out a stack of dense layers in the memory of `dense-kernel.wat`.
 *
 * @param plan The layers.
 * @returns The places. None is 0, which stands for none.
 */
export function layOutSimd({ inputSize, steps }: DensePlan): SimdLayout {
  let end = vectorBytes;
  const take = (bytes: number): number => {
    const start = end;
    end += roundUp(bytes);
    return start;
  };
  const widest = Math.max(inputSize, ...steps.map(({ units }) => units));
  const rows = Math.max(1, Math.floor(valuesAtOnce / widest));
  return {
    rows,
    inputsAt: take(4 * rows * inputSize),
    valuesAt: take(4 * 256),
    liveAt: take(8 * Math.max(...steps.map(({ inputs }) => inputs))),
    layers: steps.map((step) => {
      const rowBytes = roundUp(4 * step.units);
      return {
        ...step,
        rowBytes,
        kernelAt: take(step.inputs * rowBytes),
        biasAt: take(rowBytes),
        sumsAt: take(rows * rowBytes),
      };
    }),
    // The kernel reads whole vectors, and so a little behind what it was asked for.
    bytes: take(vectorBytes) + vectorBytes,
  };
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / vectorBytes) * vectorBytes;
}
