import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { adam } from "../adam.ts";
import type { Backend } from "../backend/backend.ts";
import { perceptron } from "../perceptron.ts";
import { testBackends } from "../testing/backends.ts";
import { validated } from "../testing/fused.ts";
import { testRepeatableSteps } from "../testing/repeatable-steps.ts";
import { trajectory, trajectoryBatches, trajectoryStart, weightsOf } from "../testing/trajectory.ts";
import { createEagerEngine } from "./eager-engine.ts";

describe.each(testBackends)("the eager engine on $title", ({ available, open }) => {
  let backend: Backend;
  beforeAll(async () => {
    if (available) backend = await open();
  });
  afterAll(() => backend?.close());

  test.skipIf(!available)(
    "follows PyTorch's 20 steps: each loss within 2e-5, the final weights within 5e-5",
    async () => {
      const before = tf.memory().numTensors;
      const { model, engine } = trajectoryStart();
      const losses = await validated(backend, async () => {
        const all: number[] = [];
        for (const batch of trajectoryBatches) {
          const { lossSum, samples } = await engine.train([batch]);
          all.push(lossSum / samples);
        }
        return all;
      });
      expect(losses).toHaveLength(20);
      const lossError = Math.max(
        ...losses.map((loss, i) => Math.abs(loss - (trajectory.loss_per_step[i] ?? Number.NaN))),
      );
      expect(lossError).toBeLessThan(2e-5);
      const weights = await weightsOf(model);
      expect(weights).toHaveLength(trajectory.final.length);
      const weightError = weights.reduce(
        (most, weight, i) => Math.max(most, Math.abs(weight - (trajectory.final[i] ?? Number.NaN))),
        0,
      );
      expect(weightError).toBeLessThan(5e-5);
      engine.dispose();
      model.dispose();
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  testRepeatableSteps(available, () => trajectoryStart());

  test.skipIf(!available)(
    "many steps hold no more tensors than two, and read the loss back once",
    async () => {
      const { model, engine } = trajectoryStart();
      await engine.train(trajectoryBatches.slice(0, 2)); // the optimizer's moments are made in the first step
      const before = tf.memory();
      const read = vi.spyOn(tf.backend(), "read");
      const readSync = vi.spyOn(tf.backend(), "readSync");
      await engine.train(trajectoryBatches.slice(2, 12));
      expect(read).toHaveBeenCalledTimes(1);
      // The CPU backend computes in the host's memory, and calls readSync for its own data.
      if (backend.device !== null) expect(readSync).not.toHaveBeenCalled();
      vi.restoreAllMocks();
      expect(tf.memory().numTensors).toBe(before.numTensors);
      expect(tf.memory().numBytes).toBe(before.numBytes);
      engine.dispose();
      model.dispose();
    },
  );
});

test("a loss that throws leaves no tensor behind, and counts no step", async () => {
  await tf.setBackend("cpu");
  const data = {
    count: 2,
    inputs: new Float32Array(8),
    inputShape: [4],
    inputScale: 1,
    labels: new Float32Array(4),
  };
  const model = perceptron({ inputShape: [4], hiddenUnits: [3], classes: 2, dropout: 0.5, seed: 1 });
  let calls = 0;
  const loss = (labels: tf.Tensor2D, predictions: tf.Tensor): tf.Tensor => {
    if (++calls === 3) throw new RangeError("nothing is live");
    return tf.losses.meanSquaredError(labels, predictions);
  };
  const engine = createEagerEngine({ model, loss, optimizer: adam(), data: { ...data, labelWidth: 2 } });
  const batch = Uint32Array.of(0, 1);
  await engine.train([batch]); // the optimizer's moments are made in the first step
  const before = tf.memory().numTensors;
  await expect(engine.train([batch, batch])).rejects.toThrow("nothing is live");
  expect(tf.memory().numTensors).toBe(before);
  expect(Array.from((await engine.saveState())["dropout/step"]?.data ?? [])).toEqual([0, 2]);
  engine.dispose();
  model.dispose();
});

test("an input that is not finite is refused before the first step, though its labels are masked", async () => {
  await tf.setBackend("cpu");
  const model = perceptron({ inputShape: [2], hiddenUnits: [], classes: 2, seed: 1 });
  const data = {
    count: 2,
    inputs: Float32Array.of(1, 2, 3, Number.NaN),
    inputShape: [2],
    inputScale: 1,
    labels: new Float32Array(4),
    labelWidth: 2,
  };
  const before = tf.memory().numTensors;
  const loss = tf.losses.meanSquaredError;
  expect(() => createEagerEngine({ model, loss, optimizer: adam(), data })).toThrow(
    "every input must be finite, also of samples that a mask leaves out, received NaN as input 1 of sample 1",
  );
  expect(tf.memory().numTensors).toBe(before);
  model.dispose();
});

describe("a state that does not fit", () => {
  test("is refused by the name of its tensor", async () => {
    await tf.setBackend("cpu");
    const { model, engine } = trajectoryStart();
    await engine.train(trajectoryBatches.slice(0, 1));
    const state = await engine.saveState();
    const { "weight/hidden1/kernel": kernel, ...withoutKernel } = state;
    await expect(engine.loadState(withoutKernel)).rejects.toThrow(
      'Cannot load state: "weight/hidden1/kernel" is missing',
    );
    const turned = {
      ...state,
      "weight/hidden1/kernel": { shape: [64, 784], data: kernel?.data ?? new Float32Array() },
    };
    await expect(engine.loadState(turned)).rejects.toThrow(
      'Cannot load state: "weight/hidden1/kernel" must have shape [784,64], received [64,784]',
    );
    const { "adam/m/classes/bias": _, ...withoutMoment } = state;
    const before = tf.memory().numTensors;
    await expect(engine.loadState(withoutMoment)).rejects.toThrow('"adam/m/classes/bias" is missing');
    expect(tf.memory().numTensors).toBe(before);
    engine.dispose();
    model.dispose();
  });
});
