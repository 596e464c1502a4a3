import { categoricalCrossentropy, combinedLoss, defineLayout, flag, oneHot } from "@proj/core";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adam } from "../adam.ts";
import type { Backend } from "../backend/backend.ts";
import { seededDropout } from "../dropout/seeded-dropout.ts";
import type { BatchLoss } from "../engine/batch-loss.ts";
import { createEagerEngine, type EagerEngineOptions } from "../engine/eager-engine.ts";
import type { Engine } from "../engine/engine.ts";
import { expectNoErrors, fusedOn, gpuBackends, validated } from "../testing/fused.ts";
import { largestDifference } from "../testing/largest-difference.ts";

const count = 24;
const layout = defineLayout({ kind: oneHot(3), counts: flag() });
const loss: BatchLoss = combinedLoss(layout, { kind: { loss: categoricalCrossentropy, mask: "counts" } });
const inputs = Float32Array.from({ length: count * 5 }, (_, i) => Math.sin(i * 7));
const labels = Float32Array.from({ length: count * 4 }, (_, i) => {
  const row = Math.floor(i / 4);
  return i % 4 === 3 ? Number(row % 3 !== 1) : Number(i % 4 === row % 3);
});
const data = { count, inputs, inputShape: [5], inputScale: 1, labels, labelWidth: 4 };
/** Three batches, the last of them smaller, in an order of their own. */
const order = Uint32Array.from({ length: count }, (_, i) => (i * 7) % count);
const batches = [order.slice(0, 10), order.slice(10, 20), order.slice(20)];

function start(activation: "relu" | "tanh" | "sigmoid", create: (options: EagerEngineOptions) => Engine) {
  const { dense } = tf.layers;
  const kernelInitializer = tf.initializers.glorotUniform({ seed: 3 });
  const model = tf.sequential({
    layers: [
      dense({ units: 37, activation, inputShape: [5], kernelInitializer, name: "one" }),
      seededDropout({ rate: 0.4, seed: 5, name: "drop1" }),
      dense({ units: 8, kernelInitializer, name: "two" }),
      tf.layers.activation({ activation }),
      seededDropout({ rate: 0.25, seed: 5, name: "drop2" }),
      dense({ units: 3, activation: "softmax", kernelInitializer, name: "three" }),
    ],
  });
  return { model, engine: create({ model, loss, optimizer: adam({ learningRate: 0.01 }), data }) };
}

describe.each(gpuBackends)("dropout in the fused engine on $title", ({ available, open }) => {
  let backend: Backend;
  beforeAll(async () => {
    if (available) backend = await open();
  });
  afterAll(() => backend?.close());
  expectNoErrors(() => backend);

  test.skipIf(!available).each(["relu", "tanh", "sigmoid"] as const)(
    "drops the units that the layer drops in the eager engine, after %s",
    async (activation) => {
      const [eager, fused] = [start(activation, createEagerEngine), start(activation, fusedOn(backend))];
      const [one, other] = await validated(backend, async () => [
        await eager.engine.train(batches),
        await fused.engine.train(batches),
      ]);
      expect(Math.abs((one?.lossSum ?? Number.NaN) - (other?.lossSum ?? Number.NaN)) / count).toBeLessThan(
        2e-5,
      );
      expect(largestDifference(await eager.engine.saveState(), await fused.engine.saveState())).toBeLessThan(
        5e-5,
      );
      for (const { engine, model } of [eager, fused]) {
        engine.dispose();
        model.dispose();
      }
    },
  );

  test.skipIf(!available)("goes on with the masks of the step that a state was saved at", async () => {
    const [straight, resumed] = [start("relu", fusedOn(backend)), start("relu", fusedOn(backend))];
    await straight.engine.train(batches);
    await resumed.engine.loadState(await straight.engine.saveState());
    await straight.engine.train(batches);
    for (const batch of batches) await resumed.engine.train([batch]);
    expect(await resumed.engine.saveState()).toEqual(await straight.engine.saveState());
    expect((await straight.engine.saveState())["dropout/step"]?.data).toEqual(Float32Array.of(0, 6));
    for (const { engine, model } of [straight, resumed]) {
      engine.dispose();
      model.dispose();
    }
  });
});
