import type { DenseLayer } from "../dense-layer.ts";
import type { StepLayout } from "../step-layout.ts";
import type { Binding, Kernel } from "./kernel.ts";
import type { LayerInputs } from "./layer-inputs.ts";
import type { OptimizerKernel } from "./optimizers/optimizer-kernel.ts";
import { sumTile } from "./sum-tile.ts";
import {
  fitTile,
  oneOf,
  startSums,
  sumNames,
  type Tile,
  tileHeight,
  tilePlace,
  tilesAcross,
} from "./tile.ts";
import { tiledCode } from "./tiled-kernel.ts";

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
    { name: "parameters", access: "read_write", of: "vec4f" },
    ...optimizer.moments.map((name): Binding => ({ name, access: "read_write", of: "vec4f" })),
    { name: "values", access: "read", of: "vec4f" },
    { name: "deltas", access: "read", of: "vec4f" },
    ...sources.flatMap((source) => source.bindings),
  ];
  const jobs = updateJobs(layers, tile);
  let first = 0;
  const calls = jobs.map(({ groups }, index) => {
    const call = `if (group.x < ${first + groups}u) { job${index}(group.x - ${first}u, local); }`;
    first += groups;
    return call;
  });
  const functions = jobs.map((job, index) => {
    const own = {
      job,
      name: `job${index}`,
      source: sources[job.index],
      row: layout.layers[job.index]?.row ?? 0,
      wide: tile,
    };
    return job.isBias ? biasJob(layout, own) : kernelJob(layout, own);
  });
  const isAnyOdd = layers.some(({ units }) => units % 4 !== 0);
  const isAnyWhole = layers.some(({ units }) => units % 4 === 0);
  const code = tiledCode(tile, bindings, {
    functions: `var<private> sums: array<vec4f, ${tile.rows * tile.quads}>;
${isAnyWhole ? optimizer.learn("learn", "vec4f", (buffer) => `${buffer}[place]`) : ""}
${isAnyOdd ? optimizer.learn("learnOne", "f32", (buffer) => oneOf(buffer, "place")) : ""}
${finish(tile, isAnyWhole, isAnyOdd)}
${functions.join("\n")}
`,
    body: `  ${calls.join(" else ")}
  finish();`,
  });
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
    const groups = across * Math.ceil(layer.inputs / tileHeight(tile));
    const kernel = { layer, index, isBias: false, tile, groups };
    if (!layer.hasBias) return [kernel];
    return [kernel, { layer, index, isBias: true, tile: { ...tile, rows: 1, way: "alone" }, groups: across }];
  });
}

/** What the function of a job is written from. */
interface OwnJob {
  readonly job: UpdateJob;
  readonly name: string;
  readonly source: LayerInputs | undefined;
  /** The layer's place in a row of deltas. */
  readonly row: number;
  /** The widest tile of all jobs. */
  readonly wide: Tile;
}

function kernelJob({ layers, pitch }: StepLayout, { job, name, source, row: own, wide }: OwnJob): string {
  const { layer, index, tile } = job;
  const { inputs, units } = layer;
  const { perRead = 1, scale = 1, origin, read, pick, isAny } = source ?? {};
  if (origin === undefined || read === undefined || pick === undefined) return "";
  const across = tilesAcross(tile, units);
  const { parameters = 0 } = layers[index] ?? {};
  return `fn ${name}(tile: u32, local: u32) {
${tilePlace(tile, units, { across: `(tile % ${across}u)`, down: `(tile / ${across}u)` })}
${startSums(tile)}
${sumTile({
  tile,
  length: "step.live",
  reads: {
    count: Math.ceil(tile.rows / perRead),
    rows: perRead,
    pick,
    isAny,
    at: (at, row) => {
      const first = typeof at === "number" ? "top" : `tile / ${across}u * ${tileHeight(tile)}u`;
      return read(`${origin(row)} + (${first}) / ${perRead}u + ${at}${typeof at === "number" ? "u" : ""}`);
    },
  },
  own: (quad, row) => `deltas[${row} * ${pitch / 4}u + ${own / 4}u + ${quad}]`,
})}
  sums = ${padSums(tile, wide)};
  job = Job(${parameters}u + top * ${units}u, ${units}u, left + lane, ${tile.quads}u, min(${tile.rows}u, ${inputs}u - min(top, ${inputs}u)), ${scale});
}`;
}

function biasJob({ layers, pitch }: StepLayout, { job, name, row: own, wide }: OwnJob): string {
  const { layer, index, tile } = job;
  const { inputs, units } = layer;
  const bias = (layers[index]?.parameters ?? 0) + inputs * units;
  return `fn ${name}(tile: u32, local: u32) {
${tilePlace(tile, units, { across: "tile", down: "0u" })}
${startSums(tile)}
${sumTile({
  tile,
  length: "step.live",
  reads: { count: 0, rows: 1, pick: () => "1.0", at: () => "" },
  own: (quad, row) => `deltas[${row} * ${pitch / 4}u + ${own / 4}u + ${quad}]`,
})}
  sums = ${padSums(tile, wide)};
  job = Job(${bias}u, ${units}u, left + lane, ${tile.quads}u, select(0u, 1u, top == 0u), 1.0);
}`;
}

/** The sums of a tile, and zeros up to those of the widest tile. */
function padSums(tile: Tile, wide: Tile): string {
  const rest = Array.from({ length: wide.rows * wide.quads - tile.rows * tile.quads }, () => "vec4f()");
  return `array<vec4f, ${wide.rows * wide.quads}>(${[...sumNames(tile), ...rest].join(", ")})`;
}

/**
 * Takes the optimizer's steps with the sums of a tile: one function for all layers, since what a weight's step takes is a good part of what
 * there is to compile. Four weights step at once where rows begin at whole quads.
 */
function finish({ lanes }: Tile, isAnyWhole: boolean, isAnyOdd: boolean): string {
  const whole = "learn(start / 4u + at, sum);";
  const odd = `for (var one = 0u; one < min(4u, units - at * 4u); one++) { learnOne(start + at * 4u + one, sum[one]); }`;
  return `struct Job {
  start: u32, // where the tile's first row begins among the parameters
  units: u32,
  left: u32, // the invocation's first quad
  quads: u32,
  height: u32,
  scale: f32,
}
var<private> job: Job;
fn finish() {
  let units = job.units;
  for (var row = 0u; row < job.height; row++) {
    let start = job.start + row * units;
    for (var quad = 0u; quad < job.quads; quad++) {
      let at = job.left + quad * ${lanes}u;
      if (at * 4u < units) {
        let sum = sums[row * job.quads + quad] * job.scale;
        ${isAnyWhole && isAnyOdd ? `if (units % 4u == 0u) { ${whole} } else { ${odd} }` : isAnyOdd ? odd : whole}
      }
    }
  }
}`;
}
