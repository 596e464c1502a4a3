import type { DenseLayer } from "../dense-layer.ts";
import type { StepLayout } from "../step-layout.ts";
import { type ElementActivation, slopeOf } from "./activations.ts";
import type { KeptFactor } from "./kept-factor.ts";
import { type Binding, type Kernel, kernelHead } from "./kernel.ts";
import { columnPlaces, eachSum, fitTile, startSums, sumTile, type Tile, tilesAcross } from "./tile.ts";

/**
 * Writes the kernel that carries the gradients of a layer's sums back to the sums of the layer before.
 *
 * @param layout Where the numbers lie.
 * @param layer The layer.
 * @param index Its place among the layers, 1 or more.
 * @param factor The dropout on the results of the layer before.
 * @param activation The activation of the layer before.
 * @param wanted How the product is cut up.
 * @returns The kernel.
 */
export function denseBackward(
  { layers, pitch }: StepLayout,
  { inputs, units, name }: DenseLayer,
  index: number,
  factor: KeptFactor,
  activation: ElementActivation,
  wanted: Tile,
): Kernel {
  const tile = fitTile(wanted, inputs);
  const { parameters = 0, row: own = 0 } = layers[index] ?? {};
  const before = layers[index - 1]?.row ?? 0;
  const bindings: readonly Binding[] = [
    { name: "parameters", access: "read" },
    { name: "values", access: "read" },
    { name: "deltas", access: "read_write" },
    ...factor.bindings,
  ];
  const code = `${kernelHead(bindings)}
@compute @workgroup_size(${tile.lanes})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let origin = group.y * ${tile.rows * pitch}u;
${columnPlaces(tile, inputs, "group.x")}
${startSums(tile)}
${sumTile({
  tile,
  axis: ["unit", `${units}u`],
  shared: (row) => `deltas[origin + ${row * pitch + own}u + unit]`,
  own: (column) => `parameters[${parameters}u + place${column} * ${units}u + unit]`,
})}
${eachSum(
  tile,
  `      let before = origin + row * ${pitch}u + ${before}u + at;
      let value = ${factor.undo("values[before]")};
      deltas[before] = ${factor.apply(`sum * (${slopeOf(activation, "value")})`, `group.y * ${tile.rows}u + row`)};`,
  { width: inputs, group: "group.x", height: `step.live - group.y * ${tile.rows}u` },
)}
}
`;
  return {
    label: `backward ${name}`,
    bindings,
    code,
    groups: (live) => [tilesAcross(tile, inputs), Math.ceil(live / tile.rows)],
    isIdleWhenMasked: true,
  };
}
