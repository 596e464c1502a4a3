import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { adam } from "../adam.ts";
import { perceptron } from "../perceptron.ts";
import { fusedOn, gpuBackends, openDefaultLimits, validated } from "../testing/fused.ts";
import { randomClasses } from "../testing/random-classes.ts";
import { trajectory, trajectoryBatches, trajectoryStart } from "../testing/trajectory.ts";

for (const found of gpuBackends) {
  test.skipIf(!found.available)(
    `at WebGPU's default limits it follows PyTorch's steps, and scores, on ${found.title}`,
    async () => {
      const backend = await openDefaultLimits(found);
      // No device has less.
      expect(backend.device?.limits).toMatchObject({
        maxStorageBuffersPerShaderStage: 8,
        maxStorageBufferBindingSize: 2 ** 27,
        maxBufferSize: 2 ** 28,
        maxComputeWorkgroupStorageSize: 2 ** 14,
        maxComputeInvocationsPerWorkgroup: 256,
      });
      await validated(backend, async () => {
        const { model, engine, data } = trajectoryStart(fusedOn(backend));
        const evaluator = engine.evaluator(data);
        for (const [step, batch] of trajectoryBatches.entries()) {
          const { lossSum, samples } = await engine.train([batch]);
          expect(Math.abs(lossSum / samples - (trajectory.loss_per_step[step] ?? Number.NaN))).toBeLessThan(
            2e-5,
          );
        }
        const scores = await evaluator.score?.();
        expect(scores?.live.flat().reduce((sum, each) => sum + each, 0)).toBeGreaterThan(0);
        evaluator.dispose();
        engine.dispose();
        model.dispose();

        // Dropout takes the most buffers.
        const { data: random, loss } = randomClasses({
          count: 64,
          width: 12,
          classes: 3,
          inputs: "bytes",
          seed: 1,
        });
        const dropping = perceptron({
          inputShape: [12],
          hiddenUnits: [8, 8],
          classes: 3,
          dropout: 0.5,
          seed: 1,
        });
        const other = fusedOn(backend)({ model: dropping, loss, data: random, optimizer: adam() });
        const { lossSum } = await other.train([Uint32Array.from({ length: 64 }, (_, row) => row)]);
        expect(lossSum).toBeGreaterThan(0);
        other.dispose();
        dropping.dispose();
      });
      backend.close();
      expect(tf.findBackendFactory("webgpu")).toBeNull();
    },
  );
}
