import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Backend } from "../backend/backend.ts";
import { DeviceLostError } from "../fit/device-loss.ts";
import { fit } from "../fit/fit.ts";
import type { FitEvent } from "../fit/fit-options.ts";
import { expectNoErrors, fusedOn, gpuBackends, validated } from "../testing/fused.ts";
import { largestDistance } from "../testing/largest-difference.ts";
import { memoryStore } from "../testing/memory-store.ts";
import { testRepeatableSteps } from "../testing/repeatable-steps.ts";
import { isOdd, trajectory, trajectoryBatches, trajectoryStart, weightsOf } from "../testing/trajectory.ts";

describe.each(gpuBackends)("the fused engine on $title", ({ available, open }) => {
  let backend: Backend;
  beforeAll(async () => {
    if (available) backend = await open();
  });
  afterAll(() => backend?.close());
  expectNoErrors(() => backend);

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

  testRepeatableSteps(available, () => trajectoryStart(fusedOn(backend)));

  test.skipIf(!available)("each engine goes on from the other's state", async () => {
    const eager = trajectoryStart();
    const fused = trajectoryStart(fusedOn(backend));
    await eager.engine.train(trajectoryBatches.slice(0, 3));
    await fused.engine.train(trajectoryBatches.slice(0, 3));
    const [ofEager, ofFused] = [await eager.engine.saveState(), await fused.engine.saveState()];
    expect(Object.keys(ofFused).toSorted()).toEqual(Object.keys(ofEager).toSorted());
    for (const name of ["adam/power1", "adam/power2"]) expect(ofFused[name]).toEqual(ofEager[name]);
    await eager.engine.loadState(ofFused);
    await fused.engine.loadState(ofEager);
    const losses = await Promise.all(
      [eager.engine, fused.engine].map(
        async (engine) => (await engine.train(trajectoryBatches.slice(3, 6))).lossSum,
      ),
    );
    expect(Math.abs((losses[0] ?? Number.NaN) - (losses[1] ?? Number.NaN)) / 384).toBeLessThan(2e-5);
    const [one, other] = [await weightsOf(eager.model), await weightsOf(fused.model)];
    expect(largestDistance(one, other)).toBeLessThan(5e-5);
    for (const { engine, model } of [eager, fused]) {
      engine.dispose();
      model.dispose();
    }
  });

  test.skipIf(!available)("training goes on from weights that somebody else has assigned", async () => {
    const [first, second] = [trajectoryStart(fusedOn(backend)), trajectoryStart(fusedOn(backend))];
    await first.engine.train(trajectoryBatches.slice(0, 1));
    await second.engine.train(trajectoryBatches.slice(0, 1));
    const zeros = tf.tidy(() => first.model.getWeights().map((weight) => tf.keep(tf.zerosLike(weight))));
    first.model.setWeights(zeros);
    await first.engine.train(trajectoryBatches.slice(1, 2));
    const weights = await weightsOf(first.model);
    // One step of Adam moves no weight further than its learning rate, and a little.
    expect(Math.max(...weights.map(Math.abs))).toBeLessThan(0.01);
    expect(weights).not.toEqual(await weightsOf(second.model));
    tf.dispose(zeros);
    for (const { engine, model } of [first, second]) {
      engine.dispose();
      model.dispose();
    }
  });

  test.skipIf(!available)("predictions between two intervals are those of the weights so far", async () => {
    const { model, engine } = trajectoryStart(fusedOn(backend));
    const images = tf.ones([2, 28, 28]);
    const predict = async (): Promise<number[]> => {
      const output = model.predict(images) as tf.Tensor;
      const numbers = Array.from(await output.data());
      output.dispose();
      return numbers;
    };
    const seen = [await predict()];
    for (const at of [0, 5, 10]) {
      await engine.train(trajectoryBatches.slice(at, at + 5));
      seen.push(await predict());
      // The eager engine with these weights, on memory of its own, predicts the same.
      const values = await Promise.all(
        model.getWeights().map(async (weight) => tf.tensor(await weight.data(), weight.shape)),
      );
      model.setWeights(values);
      expect(await predict()).toEqual(seen.at(-1));
      tf.dispose(values);
    }
    expect(new Set(seen.map(String)).size).toBe(4);
    images.dispose();
    engine.dispose();
    model.dispose();
  });

  test.skipIf(!available)(
    "50 epochs: 3 dispatches a step, a read-back an interval, no data sent again, no buffer more",
    async () => {
      const { model, engine } = trajectoryStart(fusedOn(backend));
      const epoch = trajectoryBatches.slice(0, 5);
      await validated(backend, () => engine.train(epoch));
      const after = { ...engine.counts };
      const tensors = tf.memory();
      expect(after.dispatches).toBe(5 * 3);
      expect(after.dataBytes).toBe(640 * 784 + 640 * 10 * 4);
      await validated(backend, async () => {
        for (let each = 2; each <= 50; each++) await engine.train(epoch);
      });
      expect({ ...engine.counts }).toEqual({
        ...after,
        dispatches: 50 * after.dispatches,
        submissions: expect.any(Number), // as few as the time that each takes allows
        readBacks: 50,
        readBackBytes: 50 * after.readBackBytes,
      });
      expect(tf.memory().numTensors).toBe(tensors.numTensors);
      expect(tf.memory().numBytes).toBe(tensors.numBytes);
      engine.dispose();
      expect(engine.counts).toMatchObject({ buffers: 0, bufferBytes: 0 });
      model.dispose();
    },
  );

  test.skipIf(!available)(
    "where a whole batch is masked, Adam still steps as the eager engine does",
    async () => {
      const runs: Float32Array[] = [];
      for (const create of [undefined, fusedOn(backend)]) {
        const { model, engine } = trajectoryStart(create);
        const even = Uint32Array.from(
          Array.from({ length: trajectory.samples }, (_, row) => row).filter((row) => !isOdd(row)),
        );
        await engine.train([trajectoryBatches[0] ?? even]);
        const before = await weightsOf(model);
        const { lossSum } = await engine.train([even.slice(0, 64)]);
        expect(lossSum).toBe(0);
        const weights = await weightsOf(model);
        expect(weights).not.toEqual(before);
        runs.push(weights);
        engine.dispose();
        model.dispose();
      }
      const [eager = new Float32Array(), fused = new Float32Array()] = runs;
      expect(Math.max(...eager.map((weight, i) => Math.abs(weight - (fused[i] ?? Number.NaN))))).toBeLessThan(
        1e-5,
      );
    },
  );

  test.skipIf(!available)("a state that does not fit is refused by the name of its tensor", async () => {
    const { model, engine } = trajectoryStart(fusedOn(backend));
    const state = await engine.saveState();
    const { "weight/hidden1/kernel": kernel, ...withoutKernel } = state;
    await expect(engine.loadState(withoutKernel)).rejects.toThrow(
      'Cannot load state: "weight/hidden1/kernel" is missing',
    );
    const turned = { ...state, "weight/hidden1/kernel": { shape: [64, 784], data: new Float32Array(50176) } };
    await expect(engine.loadState(turned)).rejects.toThrow(
      'Cannot load state: "weight/hidden1/kernel" must have shape [784,64], received [64,784]',
    );
    expect(kernel?.shape).toEqual([784, 64]);
    engine.dispose();
    model.dispose();
  });
});

test.skipIf(!gpuBackends.some(({ available }) => available))(
  "a lost device ends a run, and the next one goes on from the checkpoint [needs webgpu]",
  async () => {
    const open = gpuBackends.find(({ available }) => available)?.open;
    const store = memoryStore();
    const run = async (backend: Backend, onEvent?: (event: FitEvent) => void) => {
      const { model, engine } = trajectoryStart(fusedOn(backend));
      const options = {
        count: trajectory.samples,
        epochs: 2,
        batchSize: 128,
        seed: 1,
        checkpointEvery: 2,
        logEvery: 2,
      };
      const result = await fit({
        ...options,
        engine,
        checkpoints: store,
        resume: true,
        lost: backend.lost,
        onEvent,
      });
      const weights = await weightsOf(model);
      engine.dispose();
      model.dispose();
      return { result, weights };
    };
    const lost = await open?.();
    if (lost === undefined) throw new Error("Cannot test: there is no backend");
    let checkpoints = 0;
    await expect(
      run(lost, ({ type }) => {
        if (type === "checkpoint" && ++checkpoints === 2) lost.device?.destroy();
      }),
    ).rejects.toThrow(DeviceLostError);
    lost.close();

    const backend = await open?.();
    if (backend === undefined) throw new Error("Cannot test: there is no backend");
    const resumed = await run(backend);
    await store.remove?.();
    const straight = await run(backend);
    expect(resumed.result.complete).toBe(true);
    expect(resumed.weights).toEqual(straight.weights);
    backend.close();
  },
);
