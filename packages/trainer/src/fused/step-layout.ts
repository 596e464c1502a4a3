import type { DenseLayer } from "./dense-layer.ts";

/** Where a layer's numbers lie in the buffers that all layers share. */
export interface LayerPlace {
  /** Its kernel's first number among the parameters; the bias, where there is one, follows the kernel. */
  readonly parameters: number;
  /** Its first number in a row of values, which hold its results, and in a row of deltas: the gradients of the loss by its sums. */
  readonly row: number;
}

/** Which numbers of a step lie where: one buffer a kind for all layers, since a stage may have eight and no more. */
export interface StepLayout {
  readonly layers: readonly LayerPlace[];
  /** All parameters, as the model has them: each layer's kernel, then its bias; what fills up a layer's last quad counts too. */
  readonly parameterCount: number;
  /** Numbers in a row of values, and of deltas: the units of all layers, in whole quads each. */
  readonly pitch: number;
}

/**
 * Lays out what a step computes with. Each layer begins at a whole quad, since kernels read four numbers at once.
 *
 * @param layers The dense layers, from the input on.
 * @returns The places.
 */
export function stepLayout(layers: readonly DenseLayer[]): StepLayout {
  const places: LayerPlace[] = [];
  let parameters = 0;
  let pitch = 0;
  for (const { inputs, units, hasBias } of layers) {
    places.push({ parameters, row: pitch });
    parameters += wholeQuads((inputs + (hasBias ? 1 : 0)) * units);
    pitch += wholeQuads(units);
  }
  return { layers: places, parameterCount: parameters, pitch };
}

function wholeQuads(count: number): number {
  return Math.ceil(count / 4) * 4;
}
