import type { DenseLayer } from "../dense-chain.ts";
import type { StepLayout } from "../step-layout.ts";
import { activationOf, type ElementActivation } from "./activations.ts";
import { type Binding, type Kernel, kernelHead } from "./kernel.ts";
import { columnPlaces, eachSum, fitTile, sumTile, type Tile, tilesAcross } from "./tile.ts";

/**
 * Writes the kernel of a dense layer: the product with its weights, its bias and its activation.
 *
 * @param layout Where the numbers lie.
 * @param layer The layer.
 * @param index Its place among the layers.
 * @param activation What is applied; the last layer's is left to the loss.
 * @param wanted How the product is cut up.
 * @returns The kernel; its results are the next layer's inputs, or the outputs.
 */
export function denseForward(
  { layers, valuePitch, outputs }: StepLayout,
  { inputs, units, bias, name }: DenseLayer,
  index: number,
  activation: ElementActivation,
  wanted: Tile,
): Kernel {
  const tile = fitTile(wanted, units);
  const place = layers[index] ?? { parameters: 0, inputs: 0, deltas: 0 };
  const results = layers[index + 1]?.inputs ?? outputs;
  const bindings: readonly Binding[] = [
    { name: "parameters", access: "read" },
    { name: "values", access: "read_write" },
  ];
  const code = `${kernelHead(bindings)}
@compute @workgroup_size(${tile.lanes})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let origin = group.y * ${tile.rows * valuePitch}u;
${columnPlaces(tile, units, "group.x")}
${sumTile({
  tile,
  axis: ["input", `${inputs}u`],
  start: (column) =>
    bias === null ? "0.0" : `parameters[${place.parameters + inputs * units}u + place${column}]`,
  shared: (row) => `values[origin + ${row * valuePitch + place.inputs}u + input]`,
  own: (column) => `parameters[${place.parameters}u + input * ${units}u + place${column}]`,
})}
${eachSum(
  tile,
  `      values[origin + row * ${valuePitch}u + ${results}u + at] = ${activationOf(activation, "sum")};`,
  {
    width: units,
    group: "group.x",
    height: `step.live - group.y * ${tile.rows}u`,
  },
)}
}
`;
  return {
    label: `forward ${name}`,
    bindings,
    code,
    groups: (live) => [tilesAcross(tile, units), Math.ceil(live / tile.rows)],
    isIdleWhenMasked: true,
  };
}
