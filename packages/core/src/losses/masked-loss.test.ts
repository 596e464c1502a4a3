import {
  abs,
  cast,
  dispose,
  log,
  mul,
  oneHot,
  sqrt,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
  tensor1d,
  tensor2d,
  tidy,
  valueAndGrad,
} from "@tensorflow/tfjs-core";
import { describe, expect, expectTypeOf, test } from "vitest";
import { describeEachBackend, read } from "../testing/each-backend.ts";
import { categoricalCrossentropy } from "./categorical-crossentropy.ts";
import { maskedLoss } from "./masked-loss.ts";
import { REDUCTIONS, type ReducedLoss, type Reduction } from "./reduction.ts";
import type { SampleLoss } from "./sample-loss.ts";

/** Mean absolute error of each row: simple to reckon by hand. */
const absoluteError: SampleLoss = (labels, predictions) => sum(abs(sub(predictions, labels)), 1);

interface Outcome {
  readonly value: number[];
  readonly grad: number[];
}

/** Value and gradient, with all tensors disposed. */
async function outcome(
  loss: SampleLoss,
  labels: readonly (readonly number[])[],
  predictions: readonly (readonly number[])[],
  weights: readonly number[],
  reduction: Reduction,
): Promise<Outcome> {
  const [y, x, w] = [
    tensor2d(labels.map((row) => [...row])),
    tensor2d(predictions.map((row) => [...row])),
    tensor1d([...weights]),
  ];
  const { value, grad } = valueAndGrad((input) => maskedLoss(loss, y, input, w, { reduction }))(x);
  const result = { value: await read(value), grad: await read(grad) };
  dispose([y, x, w, value, grad]);
  return result;
}

function expectNear(received: readonly number[], expected: readonly number[]): void {
  expect(received).toHaveLength(expected.length);
  for (const [index, value] of received.entries())
    expect(value).toBeCloseTo(expected[index] ?? Number.NaN, 5);
}

describeEachBackend("maskedLoss", () => {
  // Losses 1, 5 and 2 with weights 2, 0 and 4: sum 2 * 1 + 4 * 2 = 10.
  const labels = [[0], [0], [0]];
  const predictions = [[1], [5], [-2]];
  const weights = [2, 0, 4];

  test.each<[Reduction, number[], number[]]>([
    ["none", [2 * 1, 0, 4 * 2], [2, 0, -4]],
    ["sum", [10], [2, 0, -4]],
    ["sumOverBatchSize", [10 / 3], [2 / 3, 0, -4 / 3]],
    ["meanWithSampleWeight", [10 / (2 + 4)], [2 / 6, 0, -4 / 6]],
    ["sumByNonzeroWeights", [10 / 2], [2 / 2, 0, -4 / 2]],
  ])("%s divides as documented", async (reduction, value, grad) => {
    const result = await outcome(absoluteError, labels, predictions, weights, reduction);
    expectNear(result.value, value);
    expectNear(result.grad, grad);
  });

  test("reduces by sumOverBatchSize if nothing else is asked for", async () => {
    const result = tidy(() =>
      maskedLoss(absoluteError, tensor2d(labels), tensor2d(predictions), tensor1d(weights)),
    );
    expectNear(await read(result), [10 / 3]);
    result.dispose();
  });

  test.each(REDUCTIONS)("%s of a batch with nothing live is 0 with gradient 0", async (reduction) => {
    const result = await outcome(absoluteError, labels, predictions, [0, 0, 0], reduction);
    expect(result.value.every((value) => value === 0)).toBe(true);
    expect(result.grad.every((value) => value === 0)).toBe(true);
  });

  test("takes a mask of bool and of int32", async () => {
    for (const dtype of ["bool", "int32"] as const) {
      const result = tidy(() =>
        maskedLoss(absoluteError, tensor2d(labels), tensor2d(predictions), tensor1d([1, 0, 1], dtype)),
      );
      expectNear(await read(result), [(1 + 2) / 3]);
      result.dispose();
    }
  });

  test("takes int32 labels: one-hot rows and class indices", async () => {
    const x = tensor2d([
      [0.25, 0.75],
      [0.5, 0.5],
    ]);
    const w = tensor1d([1, 0]);
    const oneHotLabels = tensor2d(
      [
        [0, 1],
        [7, 7],
      ],
      [2, 2],
      "int32",
    );
    const indices = tensor1d([1, 99], "int32");
    const fromIndices: SampleLoss = (y, p) => categoricalCrossentropy(oneHot(cast(y, "int32"), 2), p);
    const first = maskedLoss(categoricalCrossentropy, oneHotLabels, x, w, { reduction: "sum" });
    const second = maskedLoss(fromIndices, indices, x, w, { reduction: "sum" });
    expectNear(await read(first), [-Math.log(0.75)]);
    expectNear(await read(second), [-Math.log(0.75)]);
    dispose([x, w, oneHotLabels, indices, first, second]);
  });

  test("takes predictions of more axes", async () => {
    const result = tidy(() => {
      const y = tensor2d([
        [0, 0, 0, 0],
        [0, 0, 0, 0],
      ]).reshape([2, 2, 2]);
      const x = tensor2d([
        [1, 2, 3, 4],
        [Number.NaN, 0, 0, 0],
      ]).reshape([2, 2, 2]);
      const loss: SampleLoss = (a, b) => sum(abs(sub(b, a)), [1, 2]);
      return maskedLoss(loss, y, x, tensor1d([1, 0]), { reduction: "sum" });
    });
    expectNear(await read(result), [1 + 2 + 3 + 4]);
    result.dispose();
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "%d under the mask, in labels, predictions or both, changes neither value nor gradient",
    async (bad) => {
      const clean = await outcome(
        categoricalCrossentropy,
        [
          [0, 1],
          [1, 0],
        ],
        [
          [0.5, 0.5],
          [0.5, 0.5],
        ],
        [1, 0],
        "sum",
      );
      for (const [label, prediction] of [
        [bad, 0.5],
        [1, bad],
        [bad, bad],
      ] as const) {
        const rows = {
          labels: [
            [0, 1],
            [label, label],
          ],
          predictions: [
            [0.5, 0.5],
            [prediction, 0.5],
          ],
        };
        expect(await outcome(categoricalCrossentropy, rows.labels, rows.predictions, [1, 0], "sum")).toEqual(
          clean,
        );
      }
    },
  );

  test("a loss or slope that is infinite or NaN where rows were filled in reaches neither value nor gradient", async () => {
    // The square root has an infinite slope at 0, and a NaN below: the filler of predictions is 0.5.
    const steep: SampleLoss = (_labels, x) => sum(sqrt(sub(x, 0.5)), 1);
    const nan: SampleLoss = (_labels, x) => sum(mul(log(sub(x, 1)), 2), 1);
    for (const [loss, value] of [
      [steep, Math.sqrt(4.5 - 0.5)],
      [nan, 2 * Math.log(4.5 - 1)],
    ] as const) {
      const result = await outcome(loss, [[0], [0]], [[4.5], [9]], [1, 0], "sum");
      expectNear(result.value, [value]);
      expect(result.grad[0]).toBeGreaterThan(0);
      expect(result.grad[1]).toBe(0);
    }
  });

  test("a live NaN is not hidden", async () => {
    const result = await outcome(absoluteError, [[0]], [[Number.NaN]], [1], "sum");
    expect(result.value[0]).toBeNaN();
  });

  // Losses 3 and 5 with weights 2 and 1; a weight that is 0 has no gradient of its own, since its sample does not count.
  test.each<[Reduction, number[], number[]]>([
    ["none", [2, 1], [3, 5]],
    ["sum", [2, 1], [3, 5]],
    ["sumOverBatchSize", [2, 1], [3 / 2, 5 / 2]],
    ["sumByNonzeroWeights", [2, 1], [3 / 2, 5 / 2]],
    // d/dw of 11 / 3: (loss - mean) / (2 + 1).
    ["meanWithSampleWeight", [2, 1], [(3 - 11 / 3) / 3, (5 - 11 / 3) / 3]],
    ...REDUCTIONS.map((reduction): [Reduction, number[], number[]] => [reduction, [0, 0], [0, 0]]),
  ])("%s: gradients flow into the weights %j as well", async (reduction, weights, expected) => {
    const [y, x, w] = [tensor2d([[0], [0]]), tensor2d([[3], [5]]), tensor1d(weights)];
    const { value, grad } = valueAndGrad((weight) =>
      maskedLoss(absoluteError, y, x, weight as Tensor1D, { reduction }),
    )(w);
    expectNear(await read(grad), expected);
    dispose([y, x, w, value, grad]);
  });
});

describe("maskedLoss types", () => {
  test("a reduction decides between scalar and vector", () => {
    expectTypeOf(maskedLoss<"none">).returns.toEqualTypeOf<ReducedLoss<"none">>();
    expectTypeOf<ReducedLoss<"none">>().toEqualTypeOf<Tensor1D>();
    expectTypeOf<ReducedLoss<"sum">["rank"]>().toEqualTypeOf<Tensor["rank"]>();
  });
});
