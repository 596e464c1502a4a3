import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { constantArtifact } from "../testing/constant-artifact.ts";
import { type LoadedModel, loadModel } from "./loaded-model.ts";

/** A model that wants TensorFlow.js, whose memory can be counted; it predicts ln(1 + e^0) = ln 2. */
async function load(onIdle: () => void = () => {}): Promise<LoadedModel> {
  return loadModel(await constantArtifact(0, { activation: "softplus" }), {
    name: "odd",
    version: "3",
    onIdle,
  });
}

const input = new Uint8Array(4);
const ln2 = Math.fround(Math.log(2));

test("a loaded model has its name, version and manifest, and predicts", async () => {
  const model = await load();
  expect(model.served).toMatchObject({ name: "odd", version: "3", manifest: { name: "0" } });
  expect((await model.served.predict(input, 1))[0]).toBeCloseTo(ln2, 6);
  await model.retire();
});

test("a retired model that nobody uses gives its tensors back at once", async () => {
  const before = tf.memory().numTensors;
  const model = await load();
  expect(tf.memory().numTensors).toBe(before + 2); // kernel and bias
  await model.retire();
  await model.retire();
  expect(tf.memory().numTensors).toBe(before);
});

test("a retired model is freed after the last of the predictions under way, which are answered", async () => {
  const before = tf.memory().numTensors;
  let idle = 0;
  const model = await load(() => idle++);
  const predictions = [1, 2].map((count) => model.served.predict(new Uint8Array(4 * count), count));
  expect(model.isBusy()).toBe(true);
  const wasBusy = model.retire().then(() => model.isBusy());
  expect(tf.memory().numTensors).toBeGreaterThanOrEqual(before + 2);
  expect((await Promise.all(predictions)).map((outputs) => outputs.length)).toEqual([2, 4]);
  expect(await wasBusy).toBe(false);
  expect(idle).toBe(1);
  expect(model.isBusy()).toBe(false);
  expect(tf.memory().numTensors).toBe(before);
});

test("a request that asks a freed model is answered, alone or with others, and leaves no tensors", async () => {
  const before = tf.memory().numTensors;
  const model = await load();
  await model.retire();
  for (const requests of [1, 3]) {
    const predictions = await Promise.all(
      Array.from({ length: requests }, () => model.served.predict(input, 1)),
    );
    for (const prediction of predictions) expect(prediction[0]).toBeCloseTo(ln2, 6);
    expect(tf.memory().numTensors).toBe(before);
  }
});

test("a prediction that is refused leaves the model idle, and freed if it was retired", async () => {
  const before = tf.memory().numTensors;
  const model = await load();
  expect(() => model.served.predict(new Float32Array([0, 0, Number.NaN, 0]), 1)).toThrow(
    "received NaN as value 2 of input 0",
  );
  const retired = model.retire();
  await retired;
  expect(model.isBusy()).toBe(false);
  expect(tf.memory().numTensors).toBe(before);
});
