import type { DenseLayer } from "../dense-layer.ts";
import type { StepLayout } from "../step-layout.ts";
import { activationOf, type ElementActivation } from "./activations.ts";
import type { KeptFactor } from "./kept-factor.ts";
import { type Kernel, kernelHead, uniqueBindings } from "./kernel.ts";
import type { LayerInputs } from "./layer-inputs.ts";
import {
  columnPlaces,
  eachRow,
  eachSum,
  fitTile,
  startSums,
  sumTile,
  type Tile,
  tilesAcross,
} from "./tile.ts";

/**
 * Writes the kernel of a dense layer: the product with its weights, its bias and its activation.
 *
 * @param layout Where the numbers lie.
 * @param layer The layer.
 * @param index Its place among the layers.
 * @param source What it takes in.
 * @param factor The dropout on its results.
 * @param activation What is applied; the last layer's is left to the loss.
 * @param wanted How the product is cut up.
 * @returns The kernel.
 */
export function denseForward(
  { layers, pitch }: StepLayout,
  { inputs, units, hasBias, name }: DenseLayer,
  index: number,
  source: LayerInputs,
  factor: KeptFactor,
  activation: ElementActivation,
  wanted: Tile,
): Kernel {
  const tile = fitTile(wanted, units);
  const { parameters = 0, row: results = 0 } = layers[index] ?? {};
  const { perRead, origin, read, pick, scale } = source;
  const bindings = uniqueBindings([
    { name: "parameters", access: "read" },
    { name: "values", access: "read_write" },
    ...source.bindings,
    ...factor.bindings,
  ]);
  const reads = Math.floor(inputs / perRead);
  const pass = {
    tile,
    shared: (row: number, part: number) => pick(`read${row}`, part),
    own: (column: number, part: number) =>
      `parameters[${parameters}u + (place * ${perRead}u + ${part}u) * ${units}u + place${column}]`,
    before: eachRow(tile.rows, (row) => `let read${row} = ${read(`origin${row} + place`)};`),
  };
  // The inputs of a last word that is not full.
  const rest = inputs % perRead;
  const code = `${kernelHead(bindings)}
@compute @workgroup_size(${tile.lanes})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
${eachRow(tile.rows, (row) => `let origin${row} = ${origin(`group.y * ${tile.rows}u + ${row}u`)};`)}
${columnPlaces(tile, units, "group.x")}
${startSums(tile)}
${sumTile({ ...pass, axis: ["place", `${reads}u`], parts: perRead })}
${rest === 0 ? "" : sumTile({ ...pass, axis: ["place", `${reads + 1}u`], first: `${reads}u`, parts: rest })}
${eachSum(
  tile,
  `      let total = sum * ${scale}${!hasBias ? "" : ` + parameters[${parameters + inputs * units}u + at]`};
      values[(group.y * ${tile.rows}u + row) * ${pitch}u + ${results}u + at] = ${factor.apply(activationOf(activation, "total"), `group.y * ${tile.rows}u + row`)};`,
  { width: units, group: "group.x", height: `step.live - group.y * ${tile.rows}u` },
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
