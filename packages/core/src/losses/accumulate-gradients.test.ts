import {
  dispose,
  matMul,
  memory,
  type NamedTensorMap,
  type Scalar,
  slice,
  type Tensor,
  type Tensor2D,
  tensor2d,
  tidy,
  type Variable,
  variable,
  variableGrads,
} from "@tensorflow/tfjs-core";
import { expect, expectTypeOf, test } from "vitest";
import { combineLabels } from "../layout/combine-labels.ts";
import { defineLayout } from "../layout/define-layout.ts";
import { flags } from "../layout/flags.ts";
import { oneHot } from "../layout/one-hot.ts";
import { presence } from "../layout/presence.ts";
import { sampleWeight } from "../layout/sample-weight.ts";
import { describeEachBackend, read } from "../testing/each-backend.ts";
import { createRandom } from "../testing/random.ts";
import { accumulateGradients, type VariableGradient } from "./accumulate-gradients.ts";
import { binaryCrossentropy } from "./binary-crossentropy.ts";
import { categoricalCrossentropy } from "./categorical-crossentropy.ts";
import { type CombinedLoss, combinedLoss } from "./combined-loss.ts";
import { POOLINGS } from "./pooling.ts";
import { REDUCTIONS, type Reduction } from "./reduction.ts";

const layout = defineLayout({
  digit: oneHot(3),
  weight: sampleWeight(),
  assays: flags(2, { missing: -1 }),
  measured: presence("assays"),
});
const losses = {
  digit: {
    loss: (labels: Tensor2D, x: Tensor) => categoricalCrossentropy(labels, x, { fromLogits: true }),
    mask: "weight",
    weight: 2,
  },
  assays: { loss: (labels: Tensor, x: Tensor) => binaryCrossentropy(labels, x, { fromLogits: true }) },
} as const;

type Reduced = Exclude<Reduction, "none">;
const pools = REDUCTIONS.filter((reduction) => reduction !== "none").flatMap((reduction) =>
  POOLINGS.map((pooling) => [reduction, pooling] as const),
);

/** 128 samples of 4 inputs, and one layer for each part. */
function setUp(): {
  inputs: Tensor2D;
  labels: Tensor2D;
  digit: Variable;
  assays: Variable;
  predict: (from: number, size: number) => { digit: Tensor; assays: Tensor };
} {
  const random = createRandom(3);
  const numbers = (rows: number, columns: number): Tensor2D =>
    tensor2d(
      Array.from({ length: rows * columns }, () => random() - 0.5),
      [rows, columns],
    );
  const inputs = numbers(128, 4);
  const labels = combineLabels(
    layout,
    Array.from({ length: 128 }, (_, row) => ({
      digit: row % 3,
      // The last micro-batch has nothing that counts.
      weight: row < 96 && random() < 0.5 ? random() * 3 : 0,
      assays: [random() < 0.7 ? -1 : 1, random() < 0.2 ? 0 : -1],
    })),
  );
  const [digit, assays] = tidy(() => [variable(numbers(4, 3)), variable(numbers(4, 2))] as const);
  const predict = (from: number, size: number): { digit: Tensor; assays: Tensor } => {
    const rows = slice(inputs, [from, 0], [size, 4]);
    return { digit: matMul(rows, digit), assays: matMul(rows, assays) };
  };
  return { inputs, labels, digit, assays, predict };
}

function byName(grads: readonly VariableGradient[]): NamedTensorMap {
  return Object.fromEntries(grads.map(({ name, tensor }) => [name, tensor]));
}

async function readAll(value: Tensor, grads: NamedTensorMap, variables: Variable[]): Promise<number[]> {
  const tensors = [value, ...variables.map(({ name }) => grads[name] as Tensor)];
  return (await Promise.all(tensors.map(read))).flat();
}

describeEachBackend("accumulateGradients", () => {
  test.each(pools)(
    "%s, %s: four pieces of 32 give loss and gradients of one batch of 128",
    async (reduction, pooling) => {
      const { inputs, labels, digit, assays, predict } = setUp();
      const loss = combinedLoss(layout, losses, { reduction, pooling });
      const variables = [digit, assays];
      const whole = variableGrads(() => loss(labels, predict(0, 128)), variables);
      const pieces = [0, 32, 64, 96].map((from) => ({
        labels: slice(labels, [from, 0], [32, layout.width]),
        predict: () => predict(from, 32),
      }));
      const before = memory().numTensors;
      const { value, grads } = accumulateGradients(loss, pieces, variables);
      expect(memory().numTensors).toBe(before + 3);
      const [expected, received] = [
        await readAll(whole.value, whole.grads, variables),
        await readAll(value, byName(grads), variables),
      ];
      expect(received).toHaveLength(1 + 12 + 8);
      const scale = Math.max(1, ...expected.map(Math.abs));
      for (const [index, number] of received.entries()) {
        expect(Math.abs(number - (expected[index] ?? Number.NaN)) / scale).toBeLessThan(1e-6);
      }
      expect(expected.some((number) => Math.abs(number) > 1e-3)).toBe(true);
      dispose([inputs, labels, digit, assays, ...pieces.map((piece) => piece.labels)]);
      dispose([value, grads, whole.value, whole.grads]);
    },
  );

  test("holds the activations of one piece at a time", () => {
    const { inputs, labels, digit, assays, predict } = setUp();
    const loss = combinedLoss(layout, losses);
    const alive: number[] = [];
    const pieces = [0, 1, 2, 3].map((from) => ({
      labels,
      predict: () => {
        alive.push(memory().numTensors);
        return tidy(() => predict(from * 0, 128));
      },
    }));
    const { value, grads } = accumulateGradients(loss, pieces, [digit, assays]);
    const [first = 0, ...later] = alive;
    // The sum so far: the loss and two gradients.
    expect(later).toEqual([first + 3, first + 3, first + 3]);
    dispose([inputs, labels, digit, assays, value, grads]);
  });

  test("takes all trainable variables where none are named, and one that only some pieces reach", async () => {
    const { inputs, labels, digit, assays, predict } = setUp();
    const loss = combinedLoss(layout, { digit: losses.digit }, { reduction: "sum" });
    const [scale] = tidy(() => [variable(tensor2d([[1, 1, 1]]))] as const);
    const { value, grads } = accumulateGradients(loss, [
      { labels, predict: () => predict(0, 128).digit },
      { labels, predict: () => predict(0, 128).digit.mul(scale) },
      { labels, predict: () => predict(0, 128).digit },
    ]);
    expect(Object.keys(byName(grads)).sort()).toEqual([digit.name, scale.name].sort());
    expect((await read(byName(grads)[scale.name] as Tensor)).some((slope) => Math.abs(slope) > 1e-3)).toBe(
      true,
    );
    dispose([inputs, labels, digit, assays, scale, value, grads]);
  });

  test("leaves nothing behind where there are no pieces, a piece fails or nothing is reached", () => {
    const { inputs, labels, digit, assays, predict } = setUp();
    const loss = combinedLoss(layout, losses);
    const before = memory().numTensors;
    const good = { labels, predict: () => predict(0, 128) };
    const bad = {
      labels,
      predict: (): never => {
        predict(0, 128);
        throw new Error("the camera is gone");
      },
    };
    expect(() => accumulateGradients(loss, [])).toThrow(
      "Cannot accumulate gradients: at least one batch is needed, received none",
    );
    expect(() => accumulateGradients(loss, [good, bad, good], [digit])).toThrow("the camera is gone");
    expect(() => accumulateGradients(loss, [bad], [digit])).toThrow("the camera is gone");
    expect(() => accumulateGradients(loss, [good, { ...good, labels: inputs }])).toThrow(
      "labels must have the shape [B, 8] of the layout, received [128,4]",
    );
    const frozen = tidy(() => variable(tensor2d([[1]])));
    expect(() => accumulateGradients(loss, [good], [frozen])).toThrow("Cannot find a connection");
    frozen.dispose();
    expect(memory().numTensors).toBe(before);
    dispose([inputs, labels, digit, assays]);
  });

  test("takes losses with a reduction alone, as types say", () => {
    const none = combinedLoss(layout, { digit: losses.digit }, { reduction: "none" });
    // @ts-expect-error Losses that are not reduced have no single gradient.
    expect(() => accumulateGradients(none, [])).toThrow("at least one batch");
    expectTypeOf(accumulateGradients<"digit", Reduced>)
      .parameter(0)
      .toEqualTypeOf<CombinedLoss<"digit", Reduced>>();
    expectTypeOf(accumulateGradients<"digit", Reduced>).returns.toEqualTypeOf<{
      readonly value: Scalar;
      readonly grads: VariableGradient[];
    }>();
  });
});
