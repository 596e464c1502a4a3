import type { DenseLayer } from "./dense-chain.ts";

/** Where a layer's numbers lie in the buffers that all layers share. */
export interface LayerPlace {
  /** Its kernel's first number among the parameters; the bias, where there is one, follows the kernel. */
  readonly parameters: number;
  /** Its inputs' first number in a row of values. A 1 follows them, whose weights are the bias. */
  readonly inputs: number;
  /** Its sums' first number in a row of deltas: the gradients of the loss by the sums. */
  readonly deltas: number;
}

/** Which numbers of a step lie where: one buffer a kind for all layers, since a stage may have eight and no more. */
export interface StepLayout {
  readonly layers: readonly LayerPlace[];
  /** All parameters, as the model has them: each layer's kernel, then its bias. */
  readonly parameterCount: number;
  /** Numbers in a row of values: the inputs of every layer, and the last layer's outputs. */
  readonly valuePitch: number;
  /** The last layer's sums in a row of values. */
  readonly outputs: number;
  /** Numbers in a row of deltas. */
  readonly deltaPitch: number;
  /** Places in a row of values that hold the 1 of a bias. */
  readonly ones: readonly number[];
}

/**
 * Lays out what a step computes with.
 *
 * @param layers The dense layers, from the input on.
 * @returns The places.
 */
export function stepLayout(layers: readonly DenseLayer[]): StepLayout {
  const places: LayerPlace[] = [];
  const ones: number[] = [];
  let parameters = 0;
  let values = 0;
  let deltas = 0;
  for (const { inputs, units, bias } of layers) {
    places.push({ parameters, inputs: values, deltas });
    if (bias !== null) ones.push(values + inputs);
    parameters += (inputs + (bias === null ? 0 : 1)) * units;
    values += inputs + 1;
    deltas += units;
  }
  const outputs = values;
  return {
    layers: places,
    parameterCount: parameters,
    valuePitch: values + (layers.at(-1)?.units ?? 0),
    outputs,
    deltaPitch: deltas,
    ones,
  };
}
