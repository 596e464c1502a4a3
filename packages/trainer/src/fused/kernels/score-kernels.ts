import type { FusedPlan } from "../fused-plan.ts";
import { denseForward } from "./dense-forward.ts";
import { keptFactor } from "./kept-factor.ts";
import type { Kernel } from "./kernel.ts";
import { inputsFromData, inputsFromLayer } from "./layer-inputs.ts";
import { byElement } from "./step-kernels.ts";

/**
 * Lists the dispatches that bring rows to the last layer's sums, with nothing dropped.
 *
 * @param plan The plan.
 * @param data Which samples: bytes and real numbers are read differently.
 * @returns A kernel for each layer.
 */
export function forwardKernels(
  { layers, layout, tiles }: FusedPlan,
  data: Pick<FusedPlan["data"], "inputs" | "inputScale">,
): Kernel[] {
  return layers.map((layer, index) => {
    const isLast = index === layers.length - 1;
    const source = index === 0 ? inputsFromData(layer.inputs, data) : inputsFromLayer(layout, index);
    const activation = isLast ? "linear" : byElement(layer.activation);
    return denseForward(layout, layer, index, source, keptFactor(undefined, null), activation, tiles.product);
  });
}
