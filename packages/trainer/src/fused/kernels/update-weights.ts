import type { DenseLayer } from "../dense-layer.ts";
import type { StepLayout } from "../step-layout.ts";
import { type Binding, type Kernel, kernelHead } from "./kernel.ts";
import type { LayerInputs } from "./layer-inputs.ts";
import type { OptimizerKernel } from "./optimizers/optimizer-kernel.ts";
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
 * Writes the kernel that sums the gradients of all layers' weights over the live rows, and takes the optimizer's step with them. Where no
 * row is live the gradients are 0, and the optimizer still steps.
 *
 * @param layout Where the numbers lie.
 * @param layers The layers.
 * @param sources What each takes in.
 * @param optimizer How a weight takes its step.
 * @param tile How the products are cut up.
 * @returns The kernel.
 */
export function updateWeights(
  layout: StepLayout,
  layers: readonly DenseLayer[],
  sources: readonly LayerInputs[],
  optimizer: OptimizerKernel,
  tile: Tile,
): Kernel {
  const bindings: readonly Binding[] = [
    { name: "parameters", access: "read_write" },
    ...optimizer.moments.map((name): Binding => ({ name, access: "read_write" })),
    { name: "values", access: "read" },
    { name: "deltas", access: "read" },
    ...sources.flatMap((source) => source.bindings),
  ];
  const jobs = updateJobs(layers, tile);
  let first = 0;
  const calls = jobs.map(({ groups }, index) => {
    const call = `  if (group.x < ${first + groups}u) { job${index}(group.x - ${first}u, lane); return; }`;
    first += groups;
    return call;
  });
  const functions = jobs.map((job, index) => {
    const own = {
      job,
      name: `job${index}`,
      source: sources[job.index],
      row: layout.layers[job.index]?.row ?? 0,
    };
    return job.isBias ? biasJob(layout, own) : kernelJob(layout, own);
  });
  const code = `${kernelHead(bindings)}
${optimizer.code}
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
  return updateJobs(layers, tile).reduce((sum, { groups }) => sum + groups, 0);
}

/** A layer's kernel or its bias, with the workgroups that it takes. */
interface UpdateJob {
  readonly layer: DenseLayer;
  readonly index: number;
  readonly isBias: boolean;
  readonly tile: Tile;
  readonly groups: number;
}

function updateJobs(layers: readonly DenseLayer[], wanted: Tile): UpdateJob[] {
  return layers.flatMap((layer, index): UpdateJob[] => {
    const tile = fitTile(wanted, layer.units);
    const across = tilesAcross(tile, layer.units);
    const groups = across * Math.ceil(layer.inputs / tile.rows);
    const kernel = { layer, index, isBias: false, tile, groups };
    if (!layer.hasBias) return [kernel];
    return [kernel, { layer, index, isBias: true, tile: { ...tile, rows: 1 }, groups: across }];
  });
}

/** What the function of a job is written from. */
interface OwnJob {
  readonly job: UpdateJob;
  readonly name: string;
  readonly source: LayerInputs | undefined;
  /** The layer's place in a row of deltas. */
  readonly row: number;
}

function kernelJob({ layers, pitch }: StepLayout, { job, name, source, row: own }: OwnJob): string {
  const { layer, index, tile } = job;
  const { inputs, units } = layer;
  const { perRead = 1, scale = 1, origin, read, pick } = source ?? {};
  if (origin === undefined || read === undefined || pick === undefined) return "";
  const across = tilesAcross(tile, units);
  const reads = Math.ceil(tile.rows / perRead);
  const { parameters = 0 } = layers[index] ?? {};
  return `fn ${name}(tile: u32, lane: u32) {
  let input = tile / ${across}u * ${tile.rows}u;
${columnPlaces(tile, units, `(tile % ${across}u)`)}
${startSums(tile)}
${sumTile({
  tile,
  axis: ["row", "step.live"],
  before: `  let origin = ${origin("row")} + input / ${perRead}u;
${eachRow(reads, (each) => `let read${each} = ${read(`origin + ${each}u`)};`)}`,
  shared: (row) => pick(`read${Math.floor(row / perRead)}`, row),
  own: (column) => `deltas[row * ${pitch}u + ${own}u + place${column}]`,
})}
${eachSum(tile, `      learn(${parameters}u + (input + row) * ${units}u + at, sum * ${scale});`, {
  width: units,
  group: `(tile % ${across}u)`,
  height: `min(${inputs}u - input, step.endless)`,
})}
}`;
}

function biasJob({ layers, pitch }: StepLayout, { job, name, row: own }: OwnJob): string {
  const { layer, index, tile } = job;
  const { inputs, units } = layer;
  const bias = (layers[index]?.parameters ?? 0) + inputs * units;
  return `fn ${name}(tile: u32, lane: u32) {
${columnPlaces(tile, units, "tile")}
${startSums(tile)}
${sumTile({
  tile,
  axis: ["row", "step.live"],
  shared: () => "1.0",
  own: (column) => `deltas[row * ${pitch}u + ${own}u + place${column}]`,
})}
${eachSum(tile, `      learn(${bias}u + at, sum);`, { width: units, group: "tile", height: "min(1u, step.endless)" })}
}`;
}
