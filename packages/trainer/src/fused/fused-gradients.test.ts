import {
  binaryCrossentropy,
  categoricalCrossentropy,
  combinedLoss,
  defineLayout,
  flag,
  flags,
  type Layout,
  meanSquaredError,
  oneHot,
  type PartDefinitions,
  type PartLosses,
  presence,
  type Reduction,
  sampleWeight,
  value,
  values,
} from "@proj/core";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adam } from "../adam.ts";
import type { Backend } from "../backend/backend.ts";
import type { BatchLoss } from "../engine/batch-loss.ts";
import { fusedOn, gpuBackends, validated } from "../testing/fused.ts";
import { type PlainLayer, type PlainLoss, type PlainRow, plainLoss } from "../testing/plain-network.ts";

/** Numbers in [0, 1) that are the same in every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Problem {
  readonly title: string;
  readonly shape: readonly number[];
  readonly bytes?: boolean;
  readonly hidden: readonly (readonly [units: number, activation: "relu" | "tanh" | "sigmoid" | "linear"])[];
  readonly useBias?: boolean;
  readonly units: number;
  readonly loss: PlainLoss["name"];
  readonly reduction: PlainLoss["reduction"];
  readonly pooling?: "sumOfParts" | "allLabels" | "meanOfTasks";
  readonly weight?: number;
  /** How the rows count: all, none, by a flag, by a weight, or label by label. */
  readonly mask: "all" | "none" | "flag" | "weight" | "labels";
  readonly rows: number;
}

const softmax = { units: 4, loss: "categoricalCrossentropy" } as const;
const sigmoid = { units: 5, loss: "binaryCrossentropy" } as const;
const linear = { units: 3, loss: "meanSquaredError" } as const;

const problems: readonly Problem[] = [
  {
    title: "bytes of an odd width, a flag, sumOverBatchSize",
    shape: [3, 3],
    bytes: true,
    hidden: [[5, "relu"]],
    ...softmax,
    reduction: "sumOverBatchSize",
    mask: "flag",
    rows: 13,
  },
  {
    title: "bytes of whole words, none masked, sum",
    shape: [2, 4],
    bytes: true,
    hidden: [[5, "tanh"]],
    ...softmax,
    reduction: "sum",
    mask: "all",
    rows: 8,
  },
  {
    title: "one row, a weight, meanWithSampleWeight",
    shape: [6],
    hidden: [[3, "sigmoid"]],
    ...softmax,
    reduction: "meanWithSampleWeight",
    weight: 0.5,
    mask: "weight",
    rows: 1,
  },
  {
    title: "no hidden layer, one input, one unit",
    shape: [1],
    hidden: [],
    units: 1,
    loss: "meanSquaredError",
    reduction: "sumByNonzeroWeights",
    mask: "weight",
    rows: 9,
  },
  {
    title: "three layers past the edge of a tile, no bias",
    shape: [67],
    hidden: [
      [70, "relu"],
      [65, "linear"],
    ],
    useBias: false,
    ...softmax,
    reduction: "sumByNonzeroWeights",
    mask: "weight",
    rows: 19,
  },
  {
    title: "all masked",
    shape: [4],
    hidden: [[3, "relu"]],
    ...softmax,
    reduction: "meanWithSampleWeight",
    mask: "none",
    rows: 5,
  },
  {
    title: "flags of a whole row",
    shape: [7],
    hidden: [[9, "tanh"]],
    ...sigmoid,
    reduction: "sumOverBatchSize",
    mask: "flag",
    rows: 10,
  },
  {
    title: "flags that count one by one",
    shape: [7],
    hidden: [
      [9, "relu"],
      [4, "sigmoid"],
    ],
    ...sigmoid,
    reduction: "meanWithSampleWeight",
    weight: 2,
    mask: "labels",
    rows: 12,
  },
  {
    title: "flags that are tasks, some without labels",
    shape: [7],
    hidden: [[9, "relu"]],
    ...sigmoid,
    reduction: "meanWithSampleWeight",
    pooling: "meanOfTasks",
    mask: "labels",
    rows: 3,
  },
  {
    title: "flags under a flag, pooled",
    shape: [7],
    hidden: [],
    ...sigmoid,
    reduction: "sumOverBatchSize",
    pooling: "allLabels",
    mask: "flag",
    rows: 6,
  },
  {
    title: "values, by tasks",
    shape: [5],
    hidden: [[6, "tanh"]],
    ...linear,
    reduction: "sumOverBatchSize",
    pooling: "meanOfTasks",
    mask: "labels",
    rows: 11,
  },
  {
    title: "values of a whole row",
    shape: [5],
    hidden: [[6, "relu"]],
    ...linear,
    reduction: "sum",
    mask: "flag",
    rows: 11,
  },
];

/** Data, model, loss, and the same once more in plain numbers. */
function setUp(problem: Problem, seed: number) {
  const next = numbers(seed);
  const { shape, units, hidden, loss: name, mask, rows, weight = 1, pooling = "sumOfParts" } = problem;
  const width = shape.reduce((product, length) => product * length, 1);
  const labelPart =
    name === "categoricalCrossentropy"
      ? oneHot(units)
      : name === "binaryCrossentropy"
        ? flags(units)
        : units === 1
          ? value()
          : values(units);
  const maskPart = mask === "labels" ? presence("label") : mask === "weight" ? sampleWeight() : flag();
  const layout: Layout = defineLayout({ label: labelPart, mask: maskPart } as PartDefinitions);
  const perRow = mask === "labels" ? units : 1;
  const byLabel =
    mask === "labels" || (pooling !== "sumOfParts" && name !== "categoricalCrossentropy" && units > 1);
  const inputScale = 1 / 255;
  const inputs = problem.bytes ? new Uint8Array(rows * width) : new Float32Array(rows * width);
  const labels = new Float32Array(rows * layout.width);
  const plain: PlainRow[] = [];
  for (let row = 0; row < rows; row++) {
    const own = Array.from({ length: perRow }, () =>
      mask === "all"
        ? 1
        : mask === "none"
          ? 0
          : mask === "weight"
            ? rows > 1 && next() < 0.3
              ? 0
              : Math.fround(next() + 0.5)
            : Number(next() < 0.6),
    );
    // The first row of a task-wise problem misses its first label in every row.
    if (mask === "labels") own[0] = 0;
    const isLive = own.some((each) => each !== 0);
    const hot = Math.floor(next() * units);
    const truth = Array.from({ length: units }, (_, unit) =>
      name === "categoricalCrossentropy"
        ? Number(unit === hot)
        : name === "binaryCrossentropy"
          ? Number(next() < 0.5)
          : Math.fround(next() * 2 - 1),
    );
    for (let input = 0; input < width; input++) {
      inputs[row * width + input] = problem.bytes
        ? Math.floor(next() * 256)
        : isLive
          ? next() * 2 - 1
          : Number.NaN;
    }
    // What does not count may be anything.
    const shown = truth.map((each, unit) => ((own[perRow === 1 ? 0 : unit] ?? 0) === 0 ? Number.NaN : each));
    labels.set([...shown, ...own], row * layout.width);
    const spread = byLabel && perRow === 1 ? truth.map(() => own[0] ?? 0) : own;
    const seen = Array.from(inputs.subarray(row * width, (row + 1) * width), (each) =>
      problem.bytes ? Math.fround(each * inputScale) : each,
    );
    plain.push({ inputs: seen, labels: truth, weights: spread });
  }
  const activation =
    name === "categoricalCrossentropy" ? "softmax" : name === "binaryCrossentropy" ? "sigmoid" : "linear";
  const model = tf.sequential();
  if (shape.length > 1) model.add(tf.layers.flatten({ inputShape: [...shape] }));
  for (const [index, [size, own]] of [...hidden, [units, activation] as const].entries()) {
    const first = index === 0 && shape.length === 1 ? { inputShape: [...shape] } : {};
    const kernelInitializer = tf.initializers.glorotUniform({ seed: seed + index });
    const biasInitializer = tf.initializers.randomUniform({ minval: -0.5, maxval: 0.5, seed: seed + index });
    const useBias = problem.useBias ?? true;
    model.add(
      tf.layers.dense({
        ...first,
        units: size,
        activation: own,
        kernelInitializer,
        biasInitializer,
        useBias,
      }),
    );
  }
  const losses = {
    label: {
      loss: { categoricalCrossentropy, binaryCrossentropy, meanSquaredError }[name],
      ...(mask === "labels" || mask === "all" ? {} : { mask: "mask" }),
      weight,
    },
  } as unknown as PartLosses<PartDefinitions, "label">;
  const loss = combinedLoss(layout, losses, { reduction: problem.reduction as Reduction, pooling });
  const byTask = pooling === "meanOfTasks" && byLabel;
  const reference: PlainLoss = { name, reduction: problem.reduction, byTask, weight };
  const data = { count: rows, inputs, inputShape: shape, inputScale, labels, labelWidth: layout.width };
  return { model, loss: loss as unknown as BatchLoss, data, plain, reference };
}

async function plainLayers(model: tf.LayersModel): Promise<PlainLayer[]> {
  const dense = model.layers.filter((layer) => layer.getClassName() === "Dense");
  return await Promise.all(
    dense.map(async (layer) => {
      const [kernel, bias] = await Promise.all(
        layer.weights.map(async (weight) => Float64Array.from(await weight.read().data())),
      );
      const [inputs = 0, units = 0] = layer.weights[0]?.shape ?? [];
      const { activation } = layer.getConfig();
      return {
        inputs: inputs ?? 0,
        units: units ?? 0,
        activation: String(activation),
        kernel: kernel ?? new Float64Array(),
        bias: bias ?? new Float64Array(),
      };
    }),
  );
}

describe.each(gpuBackends)("a fused step on $title", ({ available, open }) => {
  let backend: Backend;
  beforeAll(async () => {
    if (available) backend = await open();
  });
  afterAll(() => backend?.close());

  const cases = [
    ...problems.map((problem, index) => ({ problem, index, kind: "software" as const })),
    // The tiles that graphics cards get are right on any adapter.
    ...[0, 4, 7].flatMap((index) => {
      const problem = problems[index];
      return problem ? [{ problem, index, kind: "hardware" as const }] : [];
    }),
  ];
  for (const { problem, index, kind } of cases) {
    const title = `${problem.title}, in tiles for ${kind}`;
    test.skipIf(!available)(`has the loss and the gradients of plain float64: ${title}`, async () => {
      const { model, loss, data, plain, reference } = setUp(problem, index + 1);
      const layers = await plainLayers(model);
      const engine = fusedOn({ ...backend, kind })({ model, loss, optimizer: adam({ beta1: 0.5 }), data });
      const { lossSum, samples } = await validated(backend, () =>
        engine.train([Uint32Array.from({ length: problem.rows }, (_, row) => row)]),
      );
      expect(samples).toBe(problem.rows);
      expect(lossSum / samples).toBeCloseTo(plainLoss(layers, plain, reference), 5);

      // After the first step the first moment is (1 - beta1) times the gradient.
      const state = await engine.saveState();
      const names = model.layers.flatMap((layer) => layer.weights.map(({ originalName }) => originalName));
      const weights = layers.flatMap(({ kernel, bias }) => (bias.length > 0 ? [kernel, bias] : [kernel]));
      const step = 1e-5;
      let compared = 0;
      for (const [place, weight] of weights.entries()) {
        const moments = state[`adam/m/${names[place]}`]?.data ?? new Float32Array();
        expect(moments).toHaveLength(weight.length);
        const stride = Math.ceil(weight.length / 25); // an odd choice of them: each takes two passes over the batch
        for (let at = 0; at < weight.length; at += stride) {
          const before = weight[at] ?? 0;
          weight[at] = before + step;
          const above = plainLoss(layers, plain, reference);
          weight[at] = before - step;
          const below = plainLoss(layers, plain, reference);
          weight[at] = before;
          const slope = (above - below) / (2 * step);
          expect((moments[at] ?? Number.NaN) / 0.5).toBeCloseTo(slope, 5);
          compared++;
        }
      }
      expect(compared).toBeGreaterThan(0);
      engine.dispose();
      model.dispose();
    });
  }
});
