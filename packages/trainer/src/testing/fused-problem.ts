import * as core from "@proj/core";
import * as tf from "@tensorflow/tfjs";
import type { TrainingData } from "../engine/engine.ts";
import { sideBySide } from "../engine/side-by-side.ts";
import { type TableLossName, tableLosses } from "../table/table-losses.ts";
import type { PlainLayer, PlainLoss, PlainNetwork, PlainRow } from "./plain-network.ts";
import type { PlainOptions } from "./plain-row-loss.ts";

/** A part of the labels that a problem learns. */
export interface ProblemPart {
  readonly loss: TableLossName;
  readonly units: number;
  readonly options?: PlainOptions;
  /** The outputs' activation; what the loss takes if left out. */
  readonly activation?: "softmax" | "sigmoid" | "linear" | "tanh" | "relu";
  readonly weight?: number;
  /** How the rows count: all, none, by a flag, by a weight, or label by label. */
  readonly mask: "all" | "none" | "flag" | "weight" | "labels";
}

/** What a step is held against plain numbers on. */
export interface Problem {
  readonly title: string;
  readonly shape: readonly number[];
  readonly bytes?: boolean;
  readonly hidden: readonly (readonly [units: number, activation: "relu" | "tanh" | "sigmoid" | "linear"])[];
  readonly useBias?: boolean;
  readonly parts: readonly ProblemPart[];
  /** A last layer for each part, also where one would do. */
  readonly heads?: boolean;
  readonly reduction: PlainLoss["reduction"];
  readonly pooling?: PlainLoss["pooling"];
  readonly rows: number;
}

/** Numbers in [0, 1) that are the same in every run. */
export function numbersOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Data, model and loss of a problem, and the same once more in plain numbers; the caller disposes the model. */
export function fusedProblem(problem: Problem, seed: number) {
  const next = numbersOf(seed);
  const { shape, parts, rows, pooling = "sumOfParts", reduction } = problem;
  const width = shape.reduce((product, length) => product * length, 1);
  const layout: core.Layout = core.defineLayout(
    Object.fromEntries(
      parts.flatMap((part, i) => [
        [`label${i}`, labelPart(part)],
        [`mask${i}`, maskPart(part, i)],
      ]),
    ) as core.PartDefinitions,
  );
  const inputScale = 1 / 255;
  const inputs = problem.bytes ? new Uint8Array(rows * width) : new Float32Array(rows * width);
  const labels = new Float32Array(rows * layout.width);
  const plain: PlainRow[] = [];
  for (let row = 0; row < rows; row++) {
    const own = parts.map((part) => rowOf(part, rows, next));
    // What does not count may be anything.
    const columns = own.flatMap(({ truth, weights }) => [
      ...truth.map((each, i) => ((weights[weights.length === 1 ? 0 : i] ?? 0) === 0 ? Number.NaN : each)),
      ...weights,
    ]);
    labels.set(columns, row * layout.width);
    const isLive = own.some(({ weights }) => weights.some((each) => each !== 0));
    for (let input = 0; input < width; input++) {
      const number = problem.bytes ? Math.floor(next() * 256) : next() * 2 - 1;
      inputs[row * width + input] = isLive || problem.bytes ? number : Number.NaN;
    }
    const seen = Array.from(inputs.subarray(row * width, (row + 1) * width), (each) =>
      problem.bytes ? Math.fround(each * inputScale) : each,
    );
    const spread = own.map(({ truth, weights }, i) => {
      const isByLabel = countsByLabel(parts[i], pooling);
      const all = isByLabel && weights.length === 1 ? truth.map(() => weights[0] ?? 0) : weights;
      return { labels: truth, weights: all };
    });
    plain.push({ inputs: seen, parts: spread });
  }
  const losses = Object.fromEntries(
    parts.map(({ loss, options, mask, weight = 1 }, i) => {
      const named = tableLosses[loss].loss;
      const configured = options === undefined ? named : core.configureLoss(named, options);
      const masked = mask === "labels" || mask === "all" ? {} : { mask: `mask${i}` };
      return [`label${i}`, { loss: configured, weight, ...masked }];
    }),
  ) as core.PartLosses<core.PartDefinitions, string>;
  const combined = core.combinedLoss(layout, losses, { reduction: reduction as core.Reduction, pooling });
  const reference: PlainLoss = {
    reduction,
    pooling,
    parts: parts.map((part) => ({
      loss: part.loss,
      options: part.options ?? {},
      units: part.units,
      weight: part.weight ?? 1,
      isByLabel: countsByLabel(part, pooling),
    })),
  };
  const data: TrainingData = {
    count: rows,
    inputs,
    inputShape: shape,
    inputScale,
    labels,
    labelWidth: layout.width,
  };
  return { model: modelOf(problem, seed), loss: sideBySide(combined), data, plain, reference };
}

function labelPart({ loss, units }: ProblemPart): core.PartDefinition {
  if (loss === "sparseCategoricalCrossentropy") return core.classIndex(units);
  if (loss.startsWith("categorical")) return core.oneHot(units);
  if (loss.startsWith("binary") || loss === "hinge") return units === 1 ? core.flag() : core.flags(units);
  return units === 1 ? core.value() : core.values(units);
}

function maskPart({ mask }: ProblemPart, i: number): core.PartDefinition {
  return mask === "labels"
    ? core.presence(`label${i}`)
    : mask === "weight"
      ? core.sampleWeight()
      : core.flag();
}

function countsByLabel(part: ProblemPart | undefined, pooling: PlainLoss["pooling"]): boolean {
  if (part === undefined) return false;
  const { kind } = labelPart(part);
  return (kind === "flags" || kind === "values") && (part.mask === "labels" || pooling !== "sumOfParts");
}

function rowOf({ loss, units, mask }: ProblemPart, rows: number, next: () => number) {
  const isList = mask === "labels" && !loss.includes("ategorical");
  const weights = Array.from({ length: isList ? units : 1 }, () => {
    if (mask === "all" || mask === "none") return Number(mask === "all");
    if (mask !== "weight") return Number(next() < 0.6);
    return rows > 1 && next() < 0.3 ? 0 : Math.fround(next() + 0.5);
  });
  // The first label of several is missing in every row.
  if (isList && units > 1) weights[0] = 0;
  const hot = Math.floor(next() * units);
  if (loss.startsWith("sparse")) return { weights, truth: [hot] };
  const truth = Array.from({ length: units }, (_, unit) =>
    loss.startsWith("categorical")
      ? Number(unit === hot)
      : loss.startsWith("binary") || loss === "hinge"
        ? Number(next() < 0.5)
        : Math.fround(next() * 2 - 1),
  );
  return { weights, truth };
}

function modelOf(
  { shape, hidden, parts, useBias = true, heads = false }: Problem,
  seed: number,
): tf.LayersModel {
  let index = 0;
  const dense = (units: number, activation: NonNullable<ProblemPart["activation"]> | "relu") =>
    tf.layers.dense({
      name: `layer${index}`,
      units,
      activation,
      useBias,
      kernelInitializer: tf.initializers.glorotUniform({ seed: seed + index }),
      biasInitializer: tf.initializers.randomUniform({ minval: -0.5, maxval: 0.5, seed: seed + index++ }),
    });
  const input = tf.input({ shape: [...shape] });
  let below = input;
  if (shape.length > 1) below = tf.layers.flatten().apply(below) as tf.SymbolicTensor;
  for (const [units, activation] of hidden)
    below = dense(units, activation).apply(below) as tf.SymbolicTensor;
  const wanted = parts.map((part) => part.activation ?? activationFor(part));
  const [first = "linear"] = wanted;
  const isOne =
    !heads && wanted.every((each) => each === first) && (parts.length === 1 || first !== "softmax");
  if (isOne) {
    const units = parts.reduce((sum, part) => sum + part.units, 0);
    return tf.model({ inputs: input, outputs: dense(units, first).apply(below) as tf.SymbolicTensor });
  }
  const outputs = parts.map(({ units }, i) => dense(units, wanted[i] ?? "linear").apply(below));
  const output = tf.layers.concatenate({ axis: -1 }).apply(outputs as tf.SymbolicTensor[]);
  return tf.model({ inputs: input, outputs: output as tf.SymbolicTensor });
}

function activationFor({ loss, options }: ProblemPart): "softmax" | "sigmoid" | "linear" {
  if (options?.fromLogits) return "linear";
  return loss.includes("ategorical") ? "softmax" : loss.startsWith("binary") ? "sigmoid" : "linear";
}

/** A model in plain numbers, with the names of its weights in a state. */
export async function plainNetwork(
  model: tf.LayersModel,
  { hidden }: Problem,
): Promise<{ readonly network: PlainNetwork; readonly names: readonly string[] }> {
  const dense = model.layers.filter((layer) => layer.getClassName() === "Dense");
  const layers = await Promise.all(
    dense.map(async (layer): Promise<PlainLayer> => {
      const [kernel = new Float64Array(), bias = new Float64Array()] = await Promise.all(
        layer.weights.map(async (weight) => Float64Array.from(await weight.read().data())),
      );
      const [inputs, units] = layer.weights[0]?.shape ?? [];
      const activation = String(layer.getConfig()["activation"]);
      return { inputs: inputs ?? 0, units: units ?? 0, activation, kernel, bias };
    }),
  );
  const names = dense.flatMap((layer) => layer.weights.map(({ originalName }) => originalName));
  return {
    network: { hidden: layers.slice(0, hidden.length), heads: layers.slice(hidden.length) },
    names,
  };
}
