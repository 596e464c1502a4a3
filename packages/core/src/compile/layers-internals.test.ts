import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { oneLayer, sideBySide } from "../testing/layers-models.ts";
import { acceptLabelsOfWidth } from "./layers-internals.ts";

const sgd = { optimizer: "sgd", loss: (labels: tf.Tensor, x: tf.Tensor) => tf.sub(labels.sum(), x.sum()) };

beforeAll(async () => {
  await tf.setBackend("cpu");
});

describe("what is private in the tfjs-layers that is installed", () => {
  test("a model refuses wide labels until its feedOutputShapes say so", async () => {
    for (const model of [oneLayer(2, 3), sideBySide(2, { a: 3 })]) {
      model.compile(sgd);
      const [inputs, labels] = [tf.ones([4, 2]), tf.ones([4, 11])];
      await expect(model.fit(inputs, labels)).rejects.toThrow("target expected a batch of elements");
      acceptLabelsOfWidth(model, 11);
      const { history } = await model.fit(inputs, labels);
      expect(history["loss"]).toHaveLength(1);
      // And it still refuses those of any other width.
      await expect(model.fit(inputs, inputs)).rejects.toThrow("target expected a batch of elements");
      model.dispose();
      tf.dispose([inputs, labels]);
    }
  });

  test("a model that was not compiled has no such field", () => {
    const model = sideBySide(2, { a: 3, b: 1 });
    expect(() => acceptLabelsOfWidth(model, 11)).toThrow(
      'Cannot compile the model: the private field "feedOutputShapes" that @tensorflow/tfjs-layers 4.22 has on its models is needed, received undefined; use that release, or train with combinedLoss and an optimizer\'s minimize',
    );
    const sequential = tf.sequential();
    expect(() => acceptLabelsOfWidth(sequential, 11)).toThrow(
      'the private field "model" that @tensorflow/tfjs-layers 4.22 has on its Sequential is needed, received undefined',
    );
    model.dispose();
  });
});

describe("the numbers of the tfjs-layers that is installed", () => {
  test("of several outputs, those of a test are off by one for each output more", async () => {
    const model = sideBySide(1, { a: 1, b: 1 });
    const [inputs, labels] = [tf.ones([4, 1]), tf.ones([4, 1])];
    const lossOf = (number: number) => (_: tf.Tensor, x: tf.Tensor) => tf.add(tf.mul(x.sum(), 0), number);
    model.compile({
      optimizer: "sgd",
      loss: [lossOf(1), lossOf(2)],
      metrics: { a: lossOf(3), b: lossOf(4) },
    });
    expect(model.metricsNames).toHaveLength(1 + 2 + 2);
    const trained = (await model.trainOnBatch(inputs, labels).catch(() => [])) as number[];
    expect(trained).toEqual([]);
    expect(await model.trainOnBatch(inputs, [labels, labels] as never)).toEqual([1 + 2, 1, 2, 3, 4]);
    const scalars = model.evaluate(inputs, [labels, labels]) as tf.Scalar[];
    const tested = await Promise.all(scalars.map(async (scalar) => (await scalar.data())[0]));
    expect(tested).toEqual([1, 1 + 2, 1, 2, 3, 4]);
    model.dispose();
    tf.dispose([inputs, labels, scalars]);
  });
});
