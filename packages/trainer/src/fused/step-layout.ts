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
  /** All parameters, as the model has them: each layer's kernel, then its bias. */
  readonly parameterCount: number;
  /** Numbers in a row of values, and of deltas: the units of all layers. */
  readonly pitch: number;
}

/**
 * Lays out what a step computes with.
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
    parameters += (inputs + (hasBias ? 1 : 0)) * units;
    pitch += units;
  }
  return { layers: places, parameterCount: parameters, pitch };
}
