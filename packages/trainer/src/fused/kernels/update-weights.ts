import type { AdamSpec } from "../../engine/engine.ts";
import type { DenseLayer } from "../dense-chain.ts";
import type { StepLayout } from "../step-layout.ts";
import { type Binding, type Kernel, kernelHead } from "./kernel.ts";
import { columnPlaces, eachSum, fitTile, sumTile, type Tile, tilesAcross } from "./tile.ts";

/**
 * Writes the kernel that sums the gradients of all layers' weights over the live rows, and takes Adam's step with them.
 *
 * The bias is one more row of the kernel, whose input is 1. Where no row is live the gradients are 0, and Adam still steps.
 *
 * @param layout Where the numbers lie.
 * @param layers The layers.
 * @param optimizer Adam's numbers.
 * @param tile How the products are cut up.
 * @returns The kernel.
 */
export function updateWeights(
  layout: StepLayout,
  layers: readonly DenseLayer[],
  optimizer: AdamSpec,
  tile: Tile,
): Kernel {
  const bindings: readonly Binding[] = [
    { name: "parameters", access: "read_write" },
    { name: "firstMoments", access: "read_write" },
    { name: "secondMoments", access: "read_write" },
    { name: "values", access: "read" },
    { name: "deltas", access: "read" },
  ];
  const tiles = layers.map((layer) => tilesOf(layer, tile));
  const functions = layers.map((layer, index) => updateLayer(layout, layer, index, tile));
  let first = 0;
  const calls = tiles.map((count, index) => {
    const call = `  if (group.x < ${first + count}u) { update${index}(group.x - ${first}u, lane); return; }`;
    first += count;
    return call;
  });
  const code = `${kernelHead(bindings)}
${adam(optimizer)}
${functions.join("\n")}
@compute @workgroup_size(${tile.lanes})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
${calls.join("\n")}
}
`;
  return { label: "update", bindings, code, groups: () => [first, 1], isIdleWhenMasked: false };
}

/**
 * The workgroups of an update.
 *
 * @param layers The layers.
 * @param tile How the products are cut up.
 * @returns Their number.
 */
export function updateGroups(layers: readonly DenseLayer[], tile: Tile): number {
  return layers.reduce((sum, layer) => sum + tilesOf(layer, tile), 0);
}

function rowsOf({ inputs, bias }: DenseLayer): number {
  return inputs + (bias === null ? 0 : 1);
}

function tilesOf(layer: DenseLayer, tile: Tile): number {
  return tilesAcross(fitTile(tile, layer.units), layer.units) * Math.ceil(rowsOf(layer) / tile.rows);
}

function adam({ learningRate, beta1, beta2, epsilon }: AdamSpec): string {
  return `fn adam(place: u32, gradient: f32) {
  let first = ${beta1} * firstMoments[place] + ${1 - beta1} * gradient;
  let second = ${beta2} * secondMoments[place] + ${1 - beta2} * (gradient * gradient);
  firstMoments[place] = first;
  secondMoments[place] = second;
  parameters[place] -= ${learningRate} * (first * step.correction1) / (sqrt(second * step.correction2) + ${epsilon});
}`;
}

function updateLayer(
  { layers, valuePitch, deltaPitch }: StepLayout,
  layer: DenseLayer,
  index: number,
  wanted: Tile,
): string {
  const { units } = layer;
  const tile = fitTile(wanted, units);
  const across = tilesAcross(tile, units);
  const rows = rowsOf(layer);
  const place = layers[index] ?? { parameters: 0, inputs: 0, deltas: 0 };
  return `fn update${index}(tile: u32, lane: u32) {
  let input = tile / ${across}u * ${tile.rows}u;
${columnPlaces(tile, units, `(tile % ${across}u)`)}
${sumTile({
  tile,
  axis: ["row", "step.live"],
  start: () => "0.0",
  shared: (row) => `values[row * ${valuePitch}u + ${place.inputs + row}u + input]`,
  own: (column) => `deltas[row * ${deltaPitch}u + ${place.deltas}u + place${column}]`,
})}
${eachSum(tile, `      adam(${place.parameters}u + (input + row) * ${units}u + at, sum);`, {
  width: units,
  group: `(tile % ${across}u)`,
  height: `min(${rows}u - input, step.endless)`,
})}
}`;
}
