import { accuracy, confusionMatrix } from "@proj/core";
import { argMax } from "@proj/model";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adam } from "../adam.ts";
import type { Backend } from "../backend/backend.ts";
import type { EagerEngineOptions } from "../engine/eager-engine.ts";
import { createEagerEngine } from "../engine/eager-engine.ts";
import { perceptron } from "../perceptron.ts";
import { expectNoErrors, fusedOn, gpuBackends, validated } from "../testing/fused.ts";
import { fusedProblem } from "../testing/fused-problem.ts";
import { largestDistance } from "../testing/largest-difference.ts";
import { randomClasses } from "../testing/random-classes.ts";
import { isOdd, trajectory, trajectoryBatches, trajectoryStart } from "../testing/trajectory.ts";

const count = 2500; // two whole chunks of rows and a part of one

/** A 20-16-5 perceptron with untrained weights, and samples of which some are masked. */
function problem(inputs: "bytes" | "floats"): EagerEngineOptions {
  const { data, loss } = randomClasses({ count, width: 20, classes: 5, inputs, seed: 3 });
  const model = perceptron({ inputShape: [20], hiddenUnits: [16], classes: 5, dropout: 0.5, seed: 2 });
  return { model, loss, data, optimizer: adam() };
}

const sum = (rows: readonly (readonly number[])[]): number =>
  rows.flat().reduce((all, each) => all + each, 0);

describe.each(gpuBackends)("the fused evaluator on $title", ({ available, open }) => {
  let backend: Backend;
  beforeAll(async () => {
    if (available) backend = await open();
  });
  afterAll(() => backend?.close());
  expectNoErrors(() => backend);

  test.skipIf(!available).each([
    ["bytes that stay on the device", "bytes", undefined],
    ["floats that stay on the device", "floats", undefined],
    ["bytes that go there in chunks", "bytes", 20_000],
    ["floats that go there in chunks", "floats", 20_000],
  ] as const)(
    "%s: counts as core does, and predicts as the eager engine does within 1e-5",
    async (_title, inputs, largestBuffer) => {
      const options = problem(inputs);
      const eager = createEagerEngine(options).evaluator(options.data);
      const engine = fusedOn(backend, { largestBuffer })(options);
      const evaluator = engine.evaluator(options.data);
      const [expected, predictions, scores] = await validated(backend, async () => [
        await eager.predict(),
        await evaluator.predict(),
        await evaluator.score?.(),
      ]);
      expect(predictions).toHaveLength(expected.length);
      expect(largestDistance(predictions, expected)).toBeLessThan(1e-5);

      const { labels, labelWidth } = options.data;
      const truths = Array.from({ length: count }, (_, row) =>
        labels.subarray(row * labelWidth, row * labelWidth + 5).indexOf(1),
      );
      const mask = Array.from({ length: count }, (_, row) => labels[row * labelWidth + 5] ?? 0);
      // The device's own predictions: where two classes are as good as equal, the last bit decides.
      const named = argMax(predictions, 5);
      expect(scores?.live).toEqual(confusionMatrix(truths, named, { mask }).counts);
      expect(scores?.masked).toEqual(
        confusionMatrix(truths, named, { mask: mask.map((each) => 1 - each) }).counts,
      );
      const ofEager = await eager.score?.();
      expect([scores?.live, scores?.masked]).toEqual([ofEager?.live, ofEager?.masked]);
      expect(scores?.loss).toBeCloseTo(ofEager?.loss ?? Number.NaN, 5);
      const right = scores?.live.reduce((all, row, index) => all + (row[index] ?? 0), 0) ?? Number.NaN;
      expect(right / sum(scores?.live ?? [])).toBeCloseTo(accuracy(truths, named, { mask }), 12);
      evaluator.dispose();
      engine.dispose();
      options.model.dispose();
    },
  );

  test.skipIf(!available)(
    "predicts several parts, each by its own activation, and counts no classes",
    async () => {
      const { model, loss, data } = fusedProblem(
        {
          title: "three parts",
          shape: [7],
          hidden: [[6, "tanh"]],
          parts: [
            { loss: "categoricalCrossentropy", units: 3, mask: "flag" },
            { loss: "binaryCrossentropy", units: 4, mask: "labels" },
            { loss: "meanSquaredError", units: 2, activation: "relu", mask: "all" },
          ],
          heads: true,
          reduction: "sumOverBatchSize",
          rows: 50,
        },
        11,
      );
      for (const [i, input] of data.inputs.entries()) data.inputs[i] = Number.isFinite(input) ? input : 0;
      const eager = createEagerEngine({ model, loss, data, optimizer: adam() }).evaluator(data);
      const engine = fusedOn(backend)({ model, loss, data, optimizer: adam() });
      const evaluator = engine.evaluator(data);
      const predictions = await evaluator.predict();
      expect(predictions).toHaveLength(50 * 9);
      expect(largestDistance(predictions, await eager.predict())).toBeLessThan(1e-5);
      expect([evaluator.score, eager.score]).toEqual([null, null]);
      evaluator.dispose();
      engine.dispose();
      model.dispose();
    },
  );

  test.skipIf(!available)(
    "counts classes that are given by their index, and weights as what counts",
    async () => {
      const { model, loss, data } = fusedProblem(
        {
          title: "classes by index",
          shape: [7],
          hidden: [],
          parts: [{ loss: "sparseCategoricalCrossentropy", units: 5, mask: "weight" }],
          reduction: "meanWithSampleWeight",
          rows: 80,
        },
        12,
      );
      for (const [i, input] of data.inputs.entries()) data.inputs[i] = Number.isFinite(input) ? input : 0;
      const eager = createEagerEngine({ model, loss, data, optimizer: adam() }).evaluator(data);
      const engine = fusedOn(backend)({ model, loss, data, optimizer: adam() });
      const evaluator = engine.evaluator(data);
      const [scores, expected] = [await evaluator.score?.(), await eager.score?.()];
      expect([scores?.live, scores?.masked]).toEqual([expected?.live, expected?.masked]);
      expect(scores?.loss).toBeCloseTo(expected?.loss ?? Number.NaN, 5);
      // What has no weight here has no class either: it is counted nowhere.
      expect(sum(scores?.masked ?? [])).toBe(0);
      const live = Array.from({ length: 80 }, (_, row) => data.labels[row * data.labelWidth + 1] ?? 0);
      expect(sum(scores?.live ?? [])).toBe(live.filter((weight) => weight > 0).length);
      expect(live).toContain(0);
      evaluator.dispose();
      engine.dispose();
      model.dispose();
    },
  );

  test.skipIf(!available)("of equal predictions the first class wins, as in core", async () => {
    const options = problem("bytes");
    const zeros = options.model.getWeights().map((weight) => tf.zerosLike(weight));
    options.model.setWeights(zeros);
    const engine = fusedOn(backend)(options);
    const evaluator = engine.evaluator(options.data);
    const scores = await evaluator.score?.();
    // All five probabilities are 0.2.
    for (const row of [...(scores?.live ?? []), ...(scores?.masked ?? [])]) {
      expect(row.slice(1)).toEqual([0, 0, 0, 0]);
    }
    expect(sum(scores?.live ?? []) + sum(scores?.masked ?? [])).toBe(count);
    tf.dispose(zeros);
    evaluator.dispose();
    engine.dispose();
    options.model.dispose();
  });

  test.skipIf(!available)("a weight that is NaN is refused, though the mask leaves samples out", async () => {
    const options = problem("bytes");
    const broken = options.model.getWeights().map((weight) => tf.fill(weight.shape, Number.NaN));
    options.model.setWeights(broken);
    const engine = fusedOn(backend)(options);
    const evaluator = engine.evaluator(options.data);
    await expect(evaluator.score?.()).rejects.toThrow(
      `Cannot score: predictions must be numbers, received NaN for ${count} of ${count} samples`,
    );
    tf.dispose(broken);
    evaluator.dispose();
    engine.dispose();
    options.model.dispose();
  });

  test.skipIf(!available)(
    "in 50 epochs it reads back its counts alone, sends nothing again, and holds no more",
    async () => {
      const { model, engine, data } = trajectoryStart(fusedOn(backend));
      // Samples that are trained on are there; others are sent, once.
      const [evaluator, others] = [engine.evaluator(data), engine.evaluator({ ...data })];
      const seen: number[] = [];
      let first: {
        readonly buffers: number;
        readonly bufferBytes: number;
        readonly dataBytes: number;
      } | null = null;
      let tensors = 0;
      for (let epoch = 0; epoch < 50; epoch++) {
        await validated(backend, () => engine.train(trajectoryBatches.slice(epoch % 20, (epoch % 20) + 1)));
        const before = { ...engine.counts };
        const scores = await validated(backend, async () => await evaluator.score?.());
        const after = { ...engine.counts };
        expect(after.readBacks - before.readBacks).toBe(1);
        expect(after.readBackBytes - before.readBackBytes).toBe((2 * 10 * 10 + 2) * 4);
        seen.push(scores?.loss ?? Number.NaN);
        if (epoch % 10 === 0) expect(await others.score?.()).toEqual(scores);
        const { buffers, bufferBytes, dataBytes } = engine.counts;
        // There are 20 batches: each of them has been seen.
        if (epoch === 20) {
          first = { buffers, bufferBytes, dataBytes };
          tensors = tf.memory().numTensors;
        } else if (epoch > 20) {
          expect({ buffers, bufferBytes, dataBytes }).toEqual(first);
          expect(tf.memory().numTensors).toBe(tensors);
        }
        const odd = Array.from({ length: trajectory.samples }, (_, row) => row).filter(isOdd).length;
        expect([sum(scores?.live ?? []), sum(scores?.masked ?? [])]).toEqual([odd, 640 - odd]);
      }
      // Trained further it is better.
      expect(seen.slice(0, 4).toSorted((a, b) => b - a)).toEqual(seen.slice(0, 4));
      expect(first?.dataBytes).toBe(2 * (640 * 784 + 640 * 10 * 4));
      evaluator.dispose();
      others.dispose();
      engine.dispose();
      expect(engine.counts).toMatchObject({ buffers: 0, bufferBytes: 0 });
      model.dispose();
    },
  );
});
