import * as tf from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import { describe, expect, test, vi } from "vitest";
import { type Artifact, createArtifact } from "../artifact.ts";
import { encodeLayersModel } from "../encode-layers-model.ts";
import { exampleManifest } from "../testing/example-artifact.ts";
import { sparseBytes } from "../testing/random-numbers.ts";
import { tfjsArtifact } from "../testing/tfjs-artifact.ts";
import { createPredictor } from "./predictor.ts";

/** A convolution by hand, so that no tensor is made before the predictor is: one 2x2 kernel of ones, then a dense layer. */
async function convolution(): Promise<Artifact> {
  const topology = {
    class_name: "Sequential",
    config: {
      name: "convolution",
      layers: [
        {
          class_name: "Conv2D",
          config: {
            name: "conv",
            filters: 1,
            kernel_size: [2, 2],
            batch_input_shape: [null, 3, 3, 1],
            dtype: "float32",
          },
        },
        { class_name: "Flatten", config: { name: "flatten" } },
        { class_name: "Dense", config: { name: "dense", units: 2, activation: "linear" } },
      ],
    },
  };
  const weightSpecs = [
    { name: "conv/kernel", shape: [2, 2, 1, 1], dtype: "float32" },
    { name: "conv/bias", shape: [1], dtype: "float32" },
    { name: "dense/kernel", shape: [4, 2], dtype: "float32" },
    { name: "dense/bias", shape: [2], dtype: "float32" },
  ];
  const values = [[1, 1, 1, 1], [10], [1, 0, 1, 0, 1, 0, 0, 1], [0, 100]];
  const weightData = values.map((part) => Float32Array.from(part).buffer);
  const manifest = exampleManifest({ inputShape: [3, 3], classes: 2 });
  return createArtifact({
    manifest,
    ...encodeLayersModel({ modelTopology: topology, weightSpecs, weightData }),
  });
}

describe("a model that is no stack of dense layers", () => {
  test("is computed by tfjs on the cpu, in silence, and leaves no tensor behind", async () => {
    const warn = vi.spyOn(console, "warn");
    const log = vi.spyOn(console, "log");
    expect(tf.getBackend()).toBeUndefined();
    const predictor = await createPredictor(await convolution());
    expect(predictor.kind).toBe("tfjs");
    expect(tf.getBackend()).toBe("cpu");

    // Windows of the picture 1..9 sum to 12, 16, 24, 28; the bias adds 10 to each.
    const picture = Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const expected = [22 + 26 + 34, 38 + 100];
    expect([...(await predictor.predict(picture, 1))]).toEqual(expected);

    const before = tf.memory().numTensors;
    // More than one chunk of 512.
    const outputs = await predictor.predict(
      Float32Array.from({ length: 1100 * 9 }, (_, index) => (index % 9) + 1),
      1100,
    );
    expect(outputs.length).toBe(1100 * 2);
    expect([...outputs.subarray(1099 * 2)]).toEqual(expected);
    expect(tf.memory().numTensors).toBe(before);
    // Kernel and bias of two layers.
    predictor.dispose();
    expect(tf.memory().numTensors).toBe(before - 4);

    expect(warn).not.toHaveBeenCalled();
    expect(log).not.toHaveBeenCalled();
    expect(tf.env().getBool("PROD")).toBe(false);
  });

  test("takes bytes times the manifest's scale", async () => {
    const predictor = await createPredictor(await convolution());
    const bytes = sparseBytes(9 * 20, 1);
    const floats = Float32Array.from(bytes, (byte) => byte * (1 / 255));
    expect(await predictor.predict(bytes, 20)).toEqual(await predictor.predict(floats, 20));
    predictor.dispose();
  });

  test("uses the backend that is active", async () => {
    tf.registerBackend("mine", () => tf.findBackend("cpu"), 1);
    tf.copyRegisteredKernels("cpu", "mine");
    await tf.setBackend("mine");
    try {
      const predictor = await createPredictor(await convolution());
      await predictor.predict(new Uint8Array(9), 1);
      expect(tf.getBackend()).toBe("mine");
      predictor.dispose();
    } finally {
      await tf.setBackend("cpu");
    }
  });

  test("is refused where typed arrays alone are asked for, with the reason", async () => {
    await expect(createPredictor(await convolution(), { kind: "dense" })).rejects.toThrow(
      "Cannot predict with the model odd-digits by typed arrays alone: it must be a stack of dense layers, but the layer conv is a Conv2D",
    );
  });

  test("is refused where tfjs cannot load it", async () => {
    const { manifest, modelJson, weights } = await convolution();
    const text = new TextDecoder().decode(modelJson).replace("Conv2D", "Conv9D");
    const artifact = await createArtifact({ manifest, modelJson: new TextEncoder().encode(text), weights });
    const before = tf.memory().numTensors;
    await expect(createPredictor(artifact)).rejects.toMatchObject({
      code: "invalid-model",
      message: expect.stringContaining("TensorFlow.js must be able to load it, received"),
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});

test.each([
  [
    "a Reshape",
    [layers.reshape({ inputShape: [4], targetShape: [2, 2] }), layers.flatten(), layers.dense({ units: 2 })],
  ],
  ["another activation", [layers.dense({ inputShape: [4], units: 2, activation: "elu" })]],
  ["a ReLU with a limit", [layers.dense({ inputShape: [4], units: 2 }), layers.reLU({ maxValue: 1 })]],
  ["a Dense layer on a matrix", [layers.dense({ inputShape: [2, 2], units: 1 }), layers.flatten()]],
  [
    "an activation before the first Dense layer",
    [layers.activation({ inputShape: [4], activation: "tanh" }), layers.dense({ units: 2 })],
  ],
])("%s takes the tfjs path and gives what the model gives", async (_, parts) => {
  const model = sequential({ layers: parts });
  const shape = model.inputs[0]?.shape.slice(1).map(Number) ?? [];
  const predictor = await createPredictor(await tfjsArtifact(model, [4], 2));
  expect(predictor.kind).toBe("tfjs");
  const inputs = Float32Array.from([1, -2, 3, -4, 5, -6, 7, -8]);
  const output = model.predictOnBatch(tf.tensor(inputs, [2, ...shape]));
  if (Array.isArray(output)) throw new Error("several outputs");
  expect(await predictor.predict(inputs, 2)).toEqual(await output.data());
});
