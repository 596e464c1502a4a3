import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Backend } from "../backend/backend.ts";
import { fusedOn, gpuBackends, validated } from "../testing/fused.ts";
import { trajectory, trajectoryBatches, trajectoryStart, weightsOf } from "../testing/trajectory.ts";

describe.each(gpuBackends)("the fused engine on $title", ({ available, open }) => {
  let backend: Backend;
  beforeAll(async () => {
    if (available) backend = await open();
  });
  afterAll(() => backend?.close());

  test.skipIf(!available)(
    "follows PyTorch's 20 steps: each loss within 2e-5, the final weights within 5e-5",
    async () => {
      const before = tf.memory().numTensors;
      const { model, engine } = trajectoryStart(fusedOn(backend));
      const losses = await validated(backend, async () => {
        const all: number[] = [];
        for (const batch of trajectoryBatches) {
          const { lossSum, samples } = await engine.train([batch]);
          all.push(lossSum / samples);
        }
        return all;
      });
      const lossError = Math.max(
        ...losses.map((loss, i) => Math.abs(loss - (trajectory.loss_per_step[i] ?? Number.NaN))),
      );
      expect(losses).toHaveLength(20);
      expect(lossError).toBeLessThan(2e-5);
      const weights = await weightsOf(model);
      expect(weights).toHaveLength(trajectory.final.length);
      const weightError = weights.reduce(
        (most, weight, i) => Math.max(most, Math.abs(weight - (trajectory.final[i] ?? Number.NaN))),
        0,
      );
      expect(weightError).toBeLessThan(5e-5);
      engine.dispose();
      expect(await weightsOf(model)).toEqual(weights);
      model.dispose();
      expect(tf.memory().numTensors).toBe(before);
    },
  );
});
