import type { Activation, DenseLayer } from "../dense-layer.ts";
import type { FusedPlan } from "../fused-plan.ts";
import { keptPlace } from "../kept-units.ts";
import type { ElementActivation } from "./activations.ts";
import { denseBackward } from "./dense-backward.ts";
import { denseForward } from "./dense-forward.ts";
import { type KeptFactor, keptFactor } from "./kept-factor.ts";
import type { Kernel } from "./kernel.ts";
import { inputsFromData, inputsFromLayer, type LayerInputs } from "./layer-inputs.ts";
import { lossGradient } from "./loss-gradient.ts";
import { optimizerKernel } from "./optimizers/optimizer-kernel.ts";
import { updateWeights } from "./update-weights.ts";

/**
 * Lists the dispatches of a step: forward through every layer, the loss, back through every layer but the first, and one update of all
 * weights. So two for each dense layer, and one.
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
  const backward = layers.slice(1).map((layer, before) => {
    const [factor, below] = [factors[before], layers[before]] as [KeptFactor, DenseLayer];
    return denseBackward(layout, layer, before + 1, factor, byElement(below.activation), tiles.product);
  });
  return [
    ...forward,
    lossGradient(layout, head),
    ...backward.reverse(),
    updateWeights(layout, layers, sources, optimizerKernel(optimizer), tiles.update),
  ];
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
