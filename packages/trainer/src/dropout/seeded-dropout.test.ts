import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Backend } from "../backend/backend.ts";
import { saveModel } from "../classifier/save-model.ts";
import { perceptron } from "../perceptron.ts";
import { testBackends } from "../testing/backends.ts";
import { dropoutMask } from "./dropout-mask.ts";
import { findSeededDropouts } from "./find-seeded-dropouts.ts";
import { type SeededDropout, seededDropout } from "./seeded-dropout.ts";

/** What the layer makes of [16, 8] ones. */
async function applied(layer: SeededDropout, training: boolean): Promise<number[]> {
  const output = tf.tidy(() => layer.apply(tf.ones([16, 8]), { training }) as tf.Tensor);
  const values = Array.from(await output.data());
  output.dispose();
  return values;
}

describe.each(testBackends)("seeded dropout on $title", ({ available, open }) => {
  let backend: Backend;
  beforeAll(async () => {
    if (available) backend = await open();
  });
  afterAll(() => backend?.close());

  test.skipIf(!available)("multiplies by the mask of seed, place, step and call, to the bit", async () => {
    const before = tf.memory().numTensors;
    const layer = seededDropout({ rate: 0.3, seed: 5 });
    for (const [step, place] of [
      [0, 0],
      [1, 0],
      [1, 1],
    ] as const) {
      layer.enterStep(step, place);
      for (const call of [0, 1]) {
        const mask = dropoutMask({ count: 16 * 8, rate: 0.3, keys: [5, place, step, call] });
        expect(await applied(layer, true)).toEqual(Array.from(mask));
      }
    }
    layer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test.skipIf(!available)(
    "gives the gradient the mask's factors, and zero where a unit was dropped",
    async () => {
      const layer = seededDropout({ rate: 0.5, seed: 5 });
      const input = tf.ones([16, 8]);
      const gradient = tf.grad((x) => (layer.apply(x, { training: true }) as tf.Tensor).sum())(input);
      const mask = dropoutMask({ count: 16 * 8, rate: 0.5, keys: [5, 0, 0, 0] });
      expect(Array.from(await gradient.data())).toEqual(Array.from(mask));
      tf.dispose([input, gradient]);
      layer.dispose();
    },
  );

  test.skipIf(!available)("leaves a prediction as it is", async () => {
    const layer = seededDropout({ rate: 0.5, seed: 5 });
    expect(await applied(layer, false)).toEqual(Array.from({ length: 16 * 8 }, () => 1));
    layer.dispose();
  });
});

describe("a model with seeded dropout", () => {
  beforeAll(() => tf.setBackend("cpu"));

  test("is read by plain TensorFlow.js as Dropout without a seed, and predicts the same", async () => {
    const model = perceptron({ inputShape: [6], hiddenUnits: [5], classes: 3, dropout: 0.4, seed: 1 });
    const { modelJson, weights } = await saveModel(model);
    const { modelTopology, weightsManifest } = JSON.parse(new TextDecoder().decode(modelJson)) as {
      modelTopology: tf.io.ModelJSON["modelTopology"];
      weightsManifest: tf.io.WeightsManifestConfig;
    };
    const loaded = await tf.loadLayersModel(
      tf.io.fromMemory({
        modelTopology,
        weightSpecs: weightsManifest.flatMap((group) => group.weights),
        weightData: weights.slice().buffer,
      }),
    );
    const [, dropout] = loaded.layers;
    expect(dropout?.constructor).toBe(tf.layers.dropout({ rate: 0.5 }).constructor);
    expect(dropout?.getConfig()).toMatchObject({ name: "dropout1", rate: 0.4 });
    expect(dropout?.getConfig()["seed"]).toBeUndefined();
    const [ours, theirs] = [model, loaded].map((each) => each.predict(tf.ones([2, 6])) as tf.Tensor);
    expect(await theirs?.data()).toEqual(await ours?.data());
    tf.dispose([ours ?? [], theirs ?? []]);
    model.dispose();
    loaded.dispose();
  });

  test("has each layer found once, also inside other models and wrappers", () => {
    const shared = seededDropout({ rate: 0.5, seed: 1 });
    const inner = tf.sequential({ layers: [tf.layers.inputLayer({ inputShape: [3, 4] }), shared] });
    const wrapped = seededDropout({ rate: 0.5, seed: 1 });
    const input = tf.input({ shape: [3, 4] });
    const twice = shared.apply(inner.apply(input)) as tf.SymbolicTensor;
    const output = tf.layers.timeDistributed({ layer: wrapped }).apply(twice) as tf.SymbolicTensor;
    const model = tf.model({ inputs: input, outputs: output });
    expect(findSeededDropouts(model)).toHaveLength(2);
    expect(new Set(findSeededDropouts(model))).toEqual(new Set([shared, wrapped]));
    model.dispose();
  });
});

test.each([
  [{ rate: 1, seed: 1 }, "rate must be in [0, 1), received 1"],
  [{ rate: -0.1, seed: 1 }, "rate must be in [0, 1), received -0.1"],
  [{ rate: Number.NaN, seed: 1 }, "received NaN"],
  [{ rate: 0.5, seed: 0.5 }, "seed must be a safe integer, received 0.5"],
])("%o is refused", (options, message) => {
  expect(() => seededDropout(options)).toThrow(message);
});
