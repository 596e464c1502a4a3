import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adam } from "../adam.ts";
import type { Backend } from "../backend/backend.ts";
import { drawnProblems } from "../testing/drawn-problems.ts";
import { fusedOn, gpuBackends, validated } from "../testing/fused.ts";
import { fusedProblem, type Problem, plainNetwork } from "../testing/fused-problem.ts";
import { plainLoss } from "../testing/plain-network.ts";

const softmax = { units: 4, loss: "categoricalCrossentropy" } as const;
const sigmoid = { units: 5, loss: "binaryCrossentropy" } as const;
const linear = { units: 3, loss: "meanSquaredError" } as const;

const problems: readonly Problem[] = [
  {
    title: "bytes of an odd width, a flag, sumOverBatchSize",
    shape: [3, 3],
    bytes: true,
    hidden: [[5, "relu"]],
    parts: [{ ...softmax, mask: "flag" }],
    reduction: "sumOverBatchSize",
    rows: 13,
  },
  {
    title: "bytes of whole words, none masked, sum",
    shape: [2, 4],
    bytes: true,
    hidden: [[5, "tanh"]],
    parts: [{ ...softmax, mask: "all" }],
    reduction: "sum",
    rows: 8,
  },
  {
    title: "one row, a weight, meanWithSampleWeight",
    shape: [6],
    hidden: [[3, "sigmoid"]],
    parts: [{ ...softmax, weight: 0.5, mask: "weight" }],
    reduction: "meanWithSampleWeight",
    rows: 1,
  },
  {
    title: "no hidden layer, one input, one unit",
    shape: [1],
    hidden: [],
    parts: [{ ...linear, units: 1, mask: "weight" }],
    reduction: "sumByNonzeroWeights",
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
    parts: [{ ...softmax, mask: "weight" }],
    reduction: "sumByNonzeroWeights",
    rows: 19,
  },
  {
    title: "all masked",
    shape: [4],
    hidden: [[3, "relu"]],
    parts: [{ ...softmax, mask: "none" }],
    reduction: "meanWithSampleWeight",
    rows: 5,
  },
  {
    title: "flags of a whole row",
    shape: [7],
    hidden: [[9, "tanh"]],
    parts: [{ ...sigmoid, mask: "flag" }],
    reduction: "sumOverBatchSize",
    rows: 10,
  },
  {
    title: "flags that count one by one",
    shape: [7],
    hidden: [
      [9, "relu"],
      [4, "sigmoid"],
    ],
    parts: [{ ...sigmoid, weight: 2, mask: "labels" }],
    reduction: "meanWithSampleWeight",
    rows: 12,
  },
  {
    title: "flags that are tasks, some without labels",
    shape: [7],
    hidden: [[9, "relu"]],
    parts: [{ ...sigmoid, mask: "labels" }],
    reduction: "meanWithSampleWeight",
    pooling: "meanOfTasks",
    rows: 3,
  },
  {
    title: "flags under a flag, pooled",
    shape: [7],
    hidden: [],
    parts: [{ ...sigmoid, mask: "flag" }],
    reduction: "sumOverBatchSize",
    pooling: "allLabels",
    rows: 6,
  },
  {
    title: "values, by tasks",
    shape: [5],
    hidden: [[6, "tanh"]],
    parts: [{ ...linear, mask: "labels" }],
    reduction: "sumOverBatchSize",
    pooling: "meanOfTasks",
    rows: 11,
  },
  {
    title: "values of a whole row",
    shape: [5],
    hidden: [[6, "relu"]],
    parts: [{ ...linear, mask: "flag" }],
    reduction: "sum",
    rows: 11,
  },
  {
    title: "three parts of their own activations, masks and weights",
    shape: [6],
    hidden: [[7, "relu"]],
    parts: [
      { ...softmax, mask: "flag" },
      { ...sigmoid, mask: "labels", weight: 0.5 },
      { ...linear, mask: "weight", weight: 2 },
    ],
    reduction: "meanWithSampleWeight",
    rows: 14,
  },
  {
    title: "three parts, all labels together",
    shape: [3, 3],
    bytes: true,
    hidden: [[9, "tanh"]],
    parts: [
      { ...linear, mask: "labels" },
      { ...softmax, mask: "weight", weight: 3 },
      { ...sigmoid, mask: "flag" },
    ],
    reduction: "sumByNonzeroWeights",
    pooling: "allLabels",
    rows: 9,
  },
  {
    title: "three parts, task by task, one of them never there",
    shape: [5],
    hidden: [[20, "relu"]],
    parts: [
      { ...sigmoid, mask: "labels" },
      { ...linear, mask: "none" },
      { ...softmax, mask: "flag" },
    ],
    reduction: "meanWithSampleWeight",
    pooling: "meanOfTasks",
    rows: 11,
  },
  {
    title: "softmaxes on bytes, two of them alike, without a hidden layer or bias",
    shape: [2, 4],
    bytes: true,
    hidden: [],
    useBias: false,
    parts: [
      { ...softmax, mask: "flag" },
      { ...softmax, mask: "weight" },
      { ...softmax, units: 3, mask: "flag" },
    ],
    reduction: "sumOverBatchSize",
    rows: 7,
  },
  {
    title: "parts of one wide layer, flags and single labels",
    shape: [5],
    hidden: [[6, "relu"]],
    parts: [
      { ...sigmoid, units: 1, mask: "flag" },
      { ...sigmoid, units: 1, mask: "labels", weight: 2 },
      { ...sigmoid, units: 3, mask: "labels" },
      { ...sigmoid, units: 2, mask: "weight" },
      { ...sigmoid, units: 2, mask: "flag" },
    ],
    reduction: "sum",
    rows: 8,
  },
  {
    title: "heads of one activation, past the edge of a tile",
    shape: [4],
    hidden: [[33, "tanh"]],
    heads: true,
    parts: [
      { ...linear, units: 37, mask: "flag" },
      { ...linear, units: 41, mask: "labels" },
    ],
    reduction: "sumOverBatchSize",
    rows: 17,
  },
  {
    title: "several parts, all masked",
    shape: [4],
    hidden: [[3, "relu"]],
    parts: [
      { ...softmax, mask: "none" },
      { ...sigmoid, mask: "none" },
    ],
    reduction: "meanWithSampleWeight",
    rows: 5,
  },
  {
    title: "several parts, one row",
    shape: [4],
    hidden: [[3, "relu"]],
    parts: [
      { ...softmax, mask: "all" },
      { ...linear, mask: "weight" },
    ],
    reduction: "meanWithSampleWeight",
    rows: 1,
  },
  {
    title: "smoothed labels, class numbers, and a focal loss",
    shape: [5],
    hidden: [[8, "tanh"]],
    parts: [
      { ...softmax, options: { labelSmoothing: 0.2 }, mask: "flag" },
      { ...sigmoid, options: { labelSmoothing: 0.1 }, mask: "labels" },
      { loss: "sparseCategoricalCrossentropy", units: 5, mask: "weight" },
      { loss: "sparseCategoricalCrossentropy", units: 5, mask: "flag" },
      { loss: "categoricalFocalCrossentropy", units: 3, options: { alpha: 0.5, gamma: 1.5 }, mask: "all" },
      { loss: "binaryFocalCrossentropy", units: 3, mask: "labels" },
    ],
    reduction: "sumOverBatchSize",
    rows: 12,
  },
  {
    title: "logits",
    shape: [5],
    hidden: [[8, "relu"]],
    parts: [
      { ...softmax, options: { fromLogits: true, labelSmoothing: 0.1 }, mask: "flag" },
      { ...sigmoid, options: { fromLogits: true }, mask: "labels" },
      { loss: "sparseCategoricalCrossentropy", units: 3, options: { fromLogits: true }, mask: "flag" },
      {
        loss: "categoricalFocalCrossentropy",
        units: 3,
        options: { fromLogits: true, gamma: 0.5 },
        mask: "all",
      },
      {
        loss: "binaryFocalCrossentropy",
        units: 2,
        options: { fromLogits: true, applyClassBalancing: true, alpha: 0.3, gamma: 0 },
        mask: "labels",
      },
    ],
    reduction: "meanWithSampleWeight",
    rows: 12,
  },
  {
    title: "distances, and outputs that have an activation",
    shape: [5],
    hidden: [[8, "relu"]],
    parts: [
      { loss: "meanAbsoluteError", units: 3, mask: "labels" },
      { loss: "huber", units: 4, options: { delta: 0.3 }, mask: "weight" },
      { loss: "huber", units: 1, activation: "tanh", mask: "flag" },
      { loss: "hinge", units: 3, mask: "labels" },
      { ...linear, activation: "sigmoid", mask: "flag" },
      { ...linear, activation: "relu", mask: "labels" },
    ],
    reduction: "sumByNonzeroWeights",
    rows: 10,
  },
  {
    title: "a narrow last layer, in one kernel with its loss",
    shape: [3, 3],
    bytes: true,
    hidden: [
      [5, "relu"],
      [12, "tanh"],
    ],
    parts: [
      { ...softmax, mask: "flag" },
      { ...linear, mask: "labels", weight: 2 },
    ],
    reduction: "meanWithSampleWeight",
    rows: 21,
  },
  {
    title: "a narrow last layer of one unit without bias, one row",
    shape: [6],
    hidden: [[4, "sigmoid"]],
    useBias: false,
    parts: [{ ...linear, units: 1, mask: "weight" }],
    reduction: "sum",
    rows: 1,
  },
  {
    title: "a narrow last layer, all masked",
    shape: [6],
    hidden: [[8, "relu"]],
    parts: [{ ...softmax, mask: "none" }],
    reduction: "sumOverBatchSize",
    rows: 9,
  },
];

describe.each(gpuBackends)("a fused step on $title", ({ available, open }) => {
  let backend: Backend;
  beforeAll(async () => {
    if (available) backend = await open();
  });
  afterAll(() => backend?.close());

  const cases = [
    ...[...problems, ...drawnProblems(4)].map((problem, index) => ({
      problem,
      index,
      kind: "software" as const,
    })),
    // The tiles that graphics cards get are right on any adapter.
    ...[0, 12].flatMap((index) => {
      const problem = problems[index];
      return problem ? [{ problem, index, kind: "hardware" as const }] : [];
    }),
  ];
  for (const { problem, index, kind } of cases) {
    const title = `${problem.title}, in tiles for ${kind}`;
    test.skipIf(!available)(`has the loss and the gradients of plain float64: ${title}`, async () => {
      const { model, loss, data, plain, reference } = fusedProblem(problem, index + 1);
      const { network, names } = await plainNetwork(model, problem);
      const engine = fusedOn({ ...backend, kind })({ model, loss, optimizer: adam({ beta1: 0.5 }), data });
      const { lossSum, samples } = await validated(backend, () =>
        engine.train([Uint32Array.from({ length: problem.rows }, (_, row) => row)]),
      );
      expect(samples).toBe(problem.rows);
      expect(lossSum / samples).toBeCloseTo(plainLoss(network, plain, reference), 5);

      // After the first step the first moment is (1 - beta1) times the gradient.
      const state = await engine.saveState();
      const weights = [...network.hidden, ...network.heads].flatMap(({ kernel, bias }) =>
        bias.length > 0 ? [kernel, bias] : [kernel],
      );
      const step = 1e-5;
      let compared = 0;
      for (const [place, weight] of weights.entries()) {
        const moments = state[`adam/m/${names[place]}`]?.data ?? new Float32Array();
        expect(moments).toHaveLength(weight.length);
        const stride = Math.ceil(weight.length / 25); // an odd choice of them: each takes two passes over the batch
        for (let at = 0; at < weight.length; at += stride) {
          const before = weight[at] ?? 0;
          weight[at] = before + step;
          const above = plainLoss(network, plain, reference);
          weight[at] = before - step;
          const below = plainLoss(network, plain, reference);
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
