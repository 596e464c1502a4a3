import type { Activation, DenseLayer } from "../dense-layer.ts";
import type { FusedPlan } from "../fused-plan.ts";
import { keptPlace } from "../kept-units.ts";
import type { ElementActivation } from "./activations.ts";
import { denseBackward } from "./dense-backward.ts";
import { denseForward } from "./dense-forward.ts";
import { type KeptFactor, keptFactor } from "./kept-factor.ts";
import type { Kernel } from "./kernel.ts";
import { inputsFromData, inputsFromLayer, type LayerInputs } from "./layer-inputs.ts";
import { isNarrow, narrowHead } from "./narrow-head.ts";
import { optimizerKernel } from "./optimizers/optimizer-kernel.ts";
import { lossGradient } from "./row-loss.ts";
import { updateWeights } from "./update-weights.ts";

/**
 * Lists the dispatches of a step: forward through every layer, the loss, back through every layer but the first, and one update of all
 * weights. So two for each dense layer, and one; two fewer where the last layer is narrow, and goes with its loss.
 *
 * @param plan The plan.
 * @returns The kernels in their order.
 */
export function stepKernels({ layers, layout, head, optimizer, data, tiles }: FusedPlan): Kernel[] {
  const lastIndex = layers.length - 1;
  const sources = layers.map(({ inputs }, index) =>
    index === 0 ? inputsFromData(inputs, data) : inputsFromLayer(layout, index),
  );
  const factors = layers.map(({ dropout }, index) => keptFactor(dropout?.rate, keptPlace(layers, index)));
  const forward = layers.map((layer, index) => {
    // The loss applies the last layer's activation itself.
    const activation = index === lastIndex ? "linear" : byElement(layer.activation);
    const [source, factor] = [sources[index], factors[index]] as [LayerInputs, KeptFactor];
    return denseForward(layout, layer, index, source, factor, activation, tiles.product);
  });
  const back = (index: number): readonly [KeptFactor, ElementActivation] => {
    const [factor, below] = [factors[index - 1], layers[index - 1]] as [KeptFactor, DenseLayer];
    return [factor, byElement(below.activation)];
  };
  const backward = layers.map((layer, index) =>
    index === 0 ? null : denseBackward(layout, layer, index, ...back(index), tiles.product),
  );
  const last = layers[lastIndex];
  const isOne = last !== undefined && lastIndex > 0 && isNarrow(last);
  const headKernels = isOne
    ? [narrowHead(layout, head, last, ...back(lastIndex))]
    : [forward[lastIndex], lossGradient(layout, head), backward[lastIndex]];
  return [
    ...forward.slice(0, lastIndex),
    ...headKernels,
    ...backward.slice(0, lastIndex).reverse(),
    updateWeights(layout, layers, sources, optimizerKernel(optimizer), tiles.update),
  ].filter((kernel) => kernel != null);
}

/**
 * What is applied to a layer's sums one by one: planning has refused a softmax in a hidden layer, and only the last one has several heads.
 *
 * @param activation A layer's activation.
 * @returns The same, or nothing where the outputs are made of the sums later.
 */
export function byElement(activation: Activation | null): ElementActivation {
  return activation === null || activation === "softmax" ? "linear" : activation;
}
