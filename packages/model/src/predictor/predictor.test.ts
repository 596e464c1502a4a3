import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import {
  model as functionalModel,
  input,
  type LayersModel,
  layers,
  sequential,
} from "@tensorflow/tfjs-layers";
import { beforeAll, describe, expect, test } from "vitest";
import { createArtifact } from "../artifact.ts";
import { exampleArtifact, exampleFiles, exampleManifest } from "../testing/example-artifact.ts";
import { sparseBytes, sparseInputs } from "../testing/random-numbers.ts";
import { fillBiases, tfjsArtifact } from "../testing/tfjs-artifact.ts";
import { argMax } from "./arg-max.ts";
import { createPredictor } from "./predictor.ts";

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend("cpu");
});

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce(
    (largest, value, index) => Math.max(largest, Math.abs(value - (b[index] ?? Number.NaN))),
    0,
  );
}

/** The same model by tfjs, in one batch. */
async function tfjsOutputs(model: LayersModel, inputs: Float32Array, shape: number[]): Promise<Float32Array> {
  const output = tf.tidy(() =>
    model.predictOnBatch(tf.tensor(inputs, [inputs.length / shape.reduce((a, b) => a * b), ...shape])),
  );
  if (Array.isArray(output)) throw new Error("several outputs");
  const values = Float32Array.from(await output.data());
  output.dispose();
  return values;
}

describe("the arithmetic of one softmax layer", () => {
  // Two inputs, two classes, kernel [[0, 1], [2, 3]]: sums 0a + 2b and 1a + 3b, so the second is larger by a + b.
  const options = { inputShape: [2], classes: 2 };

  test("floats are taken as they are", async () => {
    const predictor = await createPredictor(await exampleArtifact(options));
    const [first, second] = await predictor.predict(new Float32Array([0.5, 1.5]), 1);
    expect(first).toBeCloseTo(1 / (1 + Math.exp(2)), 6);
    expect(second).toBeCloseTo(Math.exp(2) / (1 + Math.exp(2)), 6);
  });

  test("bytes are multiplied by the manifest's scale", async () => {
    const predictor = await createPredictor(await exampleArtifact(options));
    const [first] = await predictor.predict(new Uint8Array([255, 51]), 1);
    expect(first).toBeCloseTo(1 / (1 + Math.exp(255 / 255 + 51 / 255)), 6);
  });

  test("the softmax of sums of thousands is exact and finite", async () => {
    const predictor = await createPredictor(
      await exampleArtifact({ ...options, weight: (index) => index * 10_000 }),
    );
    expect([...(await predictor.predict(new Float32Array([1, 1]), 1))]).toEqual([0, 1]);
  });
});

describe("the dense path agrees with tfjs within 1e-5", () => {
  const activations = ["linear", "relu", "tanh", "sigmoid", "softmax"] as const;

  test.each(activations)(
    "for a hidden layer with %s, at sizes that fill no block of columns",
    async (activation) => {
      const model = sequential({
        layers: [
          layers.flatten({ inputShape: [5, 7] }),
          layers.dense({ units: 13, activation }),
          layers.dense({ units: 9, activation }),
          layers.dense({ units: 3, activation: "softmax" }),
        ],
      });
      fillBiases(model);
      const inputs = sparseInputs(101 * 35, 1);
      const predictor = await createPredictor(await tfjsArtifact(model, [5, 7], 3));
      expect(predictor.kind).toBe("dense");
      const expected = await tfjsOutputs(model, inputs, [5, 7]);
      expect(largestDifference(await predictor.predict(inputs, 101), expected)).toBeLessThan(1e-5);
    },
  );

  test.each(activations)("for an output of %s", async (activation) => {
    const model = sequential({ layers: [layers.dense({ inputShape: [17], units: 11, activation })] });
    fillBiases(model);
    const inputs = sparseInputs(64 * 17, 2);
    const predictor = await createPredictor(await tfjsArtifact(model, [17], 11));
    expect(predictor.kind).toBe("dense");
    expect(
      largestDifference(await predictor.predict(inputs, 64), await tfjsOutputs(model, inputs, [17])),
    ).toBeLessThan(1e-5);
  });

  test("for activations as layers of their own, dropout, and layers without bias", async () => {
    const model = sequential({
      layers: [
        layers.inputLayer({ inputShape: [3, 3] }),
        layers.dropout({ rate: 0.5 }),
        layers.flatten(),
        layers.dense({ units: 8, useBias: false }),
        layers.reLU(),
        layers.dense({ units: 16, useBias: false }),
        layers.activation({ activation: "tanh" }),
        layers.dropout({ rate: 0.5 }),
        layers.dense({ units: 4 }),
        layers.softmax(),
      ],
    });
    fillBiases(model);
    const inputs = sparseInputs(33 * 9, 3);
    const predictor = await createPredictor(await tfjsArtifact(model, [3, 3], 4));
    expect(predictor.kind).toBe("dense");
    expect(
      largestDifference(await predictor.predict(inputs, 33), await tfjsOutputs(model, inputs, [3, 3])),
    ).toBeLessThan(1e-5);
  });

  test("for a functional model without branches", async () => {
    const start = input({ shape: [6] });
    const hidden = layers.dense({ units: 5, activation: "relu" }).apply(start);
    const end = layers.dense({ units: 3, activation: "softmax" }).apply(hidden);
    if (!(end instanceof Object && "sourceLayer" in end)) throw new Error("not a symbolic tensor");
    const model = functionalModel({ inputs: start, outputs: end });
    fillBiases(model);
    const inputs = sparseInputs(20 * 6, 4);
    const predictor = await createPredictor(await tfjsArtifact(model, [6], 3));
    expect(predictor.kind).toBe("dense");
    expect(
      largestDifference(await predictor.predict(inputs, 20), await tfjsOutputs(model, inputs, [6])),
    ).toBeLessThan(1e-5);
  });

  test("for bytes, on a 784-64-10 perceptron and 3,000 pictures, which take several turns of the event loop", async () => {
    const model = sequential({
      layers: [
        layers.dense({ inputShape: [784], units: 64, activation: "relu" }),
        layers.dense({ units: 10, activation: "softmax" }),
      ],
    });
    fillBiases(model);
    const artifact = await tfjsArtifact(model, [28, 28, 1], 10);
    const bytes = sparseBytes(3000 * 784, 5);
    const dense = await createPredictor(artifact);
    const tfjs = await createPredictor(artifact, { kind: "tfjs" });
    expect([dense.kind, tfjs.kind]).toEqual(["dense", "tfjs"]);
    const expected = await tfjs.predict(bytes, 3000);
    const received = await dense.predict(bytes, 3000);
    expect(largestDifference(received, expected)).toBeLessThan(1e-5);
    expect(argMax(received, 10)).toEqual(argMax(expected, 10));
  });
});

test("predictSoon has no promise around what is computed in one go, and predicts the same", async () => {
  const options = { inputShape: [1000], classes: 2000, weight: (index: number) => (index % 7) / 1000 };
  const dense = await createPredictor(await exampleArtifact(options));
  // 2e6 multiplications an input, so 50 inputs a turn.
  const inputs = sparseInputs(51 * 1000, 1);
  const some = inputs.subarray(0, 50_000);
  expect(dense.predictSoon(some, 50)).toEqual(await dense.predict(some, 50));
  expect(dense.predictSoon(new Uint8Array(0), 0)).toEqual(new Float32Array(0));
  const later = dense.predictSoon(inputs, 51);
  expect(later).toBeInstanceOf(Promise);
  expect(await later).toEqual(await dense.predict(inputs, 51));
  expect(() => dense.predictSoon(Float32Array.of(Number.NaN), 1)).toThrow(RangeError);

  const tfjs = await createPredictor(await exampleArtifact(), { kind: "tfjs" });
  const one = Float32Array.of(0, 0.5, 1, 0);
  const promised = tfjs.predictSoon(one, 1);
  expect(promised).toBeInstanceOf(Promise);
  expect(await promised).toEqual(await tfjs.predict(one, 1));
});

test("predictions that run at the same time do not disturb each other", async () => {
  const options = { inputShape: [1000], classes: 2000, weight: (index: number) => (index % 7) / 1000 };
  const predictor = await createPredictor(await exampleArtifact(options));
  // 2e6 multiplications an input, so 50 inputs a turn: each batch gives way to the others twice.
  const batches = [1, 2, 3].map((seed) => sparseInputs(120 * 1000, seed));
  const alone: Float32Array[] = [];
  for (const batch of batches) alone.push(await predictor.predict(batch, 120));
  expect(await Promise.all(batches.map((batch) => predictor.predict(batch, 120)))).toEqual(alone);
});

describe("a predictor", () => {
  test("tells which classes were never supervised", async () => {
    const { classes } = await createPredictor(await exampleArtifact());
    expect(classes.filter((entry) => !entry.supervised).map((entry) => entry.name)).toEqual(["0", "2"]);
  });

  test("predicts nothing for no inputs", async () => {
    const predictor = await createPredictor(await exampleArtifact());
    expect(await predictor.predict(new Uint8Array(0), 0)).toEqual(new Float32Array(0));
  });

  test.each([
    [new Float32Array(7), 2, "Cannot predict: 2 inputs of 4 values must have 8 values, received 7"],
    [new Uint8Array(8), 1, "Cannot predict: 1 inputs of 4 values must have 4 values, received 8"],
    [new Uint8Array(0), -1, "Cannot predict: count must be a whole number of at least 0, received -1"],
    [new Uint8Array(2), 0.5, "Cannot predict: count must be a whole number of at least 0, received 0.5"],
    [
      new Uint8Array(0),
      Number.NaN,
      "Cannot predict: count must be a whole number of at least 0, received NaN",
    ],
    [
      new Float32Array([0, 0, 0, 0, 0, Number.NaN, 0, 0]),
      2,
      "inputs must be finite, received NaN as value 1 of input 1",
    ],
    [new Float32Array([0, 0, Number.NEGATIVE_INFINITY, 0]), 1, "received -Infinity as value 2 of input 0"],
    [
      new Float32Array([3e38, 3e38, 0, 0]),
      1,
      "outputs must be finite, received NaN as value 0 of output 0; the inputs are too large",
    ],
  ])("refuses inputs %#, naming what is wrong and where", async (inputs, count, message) => {
    const predictor = await createPredictor(await exampleArtifact());
    await expect(predictor.predict(inputs, count)).rejects.toThrow(RangeError);
    await expect(predictor.predict(inputs, count)).rejects.toThrow(message);
  });

  test("refuses inputs of another type", async () => {
    const predictor = await createPredictor(await exampleArtifact());
    // JavaScript callers pass anything.
    const call: (inputs: never, count: number) => Promise<unknown> = predictor.predict;
    await expect(Reflect.apply(call, predictor, [[0, 0, 0, 0], 1])).rejects.toThrow(
      "Cannot predict: the inputs must be a Uint8Array or a Float32Array, received an array of 4",
    );
  });

  test("refuses to predict after dispose, which may be called twice", async () => {
    const predictor = await createPredictor(await exampleArtifact());
    predictor.dispose();
    predictor.dispose();
    await expect(predictor.predict(new Uint8Array(4), 1)).rejects.toThrow(
      "the predictor must not be disposed",
    );
  });
});

describe("createPredictor refuses", () => {
  test("a model whose input or output is not the manifest's", async () => {
    const files = exampleFiles({ inputShape: [2, 2], classes: 3 });
    const wide = await createArtifact({ manifest: exampleManifest({ inputShape: [3, 3] }), ...files });
    await expect(createPredictor(wide)).rejects.toThrow(
      "Cannot use the model odd-digits: its input must have the 9 values of the manifest's input.shape, received 4",
    );
    const many = await createArtifact({ manifest: exampleManifest({ classes: 10 }), ...files });
    await expect(createPredictor(many)).rejects.toMatchObject({
      code: "invalid-model",
      message:
        "Cannot use the model odd-digits: its output must have the 10 values of the manifest's classes, received 3",
    });
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])("a weight of %d, naming it", async (bad) => {
    const artifact = await exampleArtifact({ weight: (index) => (index === 5 ? bad : 0) });
    await expect(createPredictor(artifact)).rejects.toMatchObject({
      code: "invalid-model",
      fileName: "weights.bin",
      message: expect.stringContaining(`weights must be finite, received ${bad} as value 5 of scores/kernel`),
    });
  });
});
