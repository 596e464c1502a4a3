import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { perceptron } from "./perceptron.ts";
import { weightsOf } from "./testing/trajectory.ts";

beforeAll(() => tf.setBackend("cpu"));

const shape = { inputShape: [28, 28], hiddenUnits: [64], classes: 10 };

test("the worked example has 784 * 64 + 64 + 64 * 10 + 10 weights, and gives probabilities", async () => {
  const model = perceptron({ ...shape, seed: 1 });
  expect(model.countParams()).toBe(784 * 64 + 64 + 64 * 10 + 10);
  const output = tf.tidy(() => (model.predict(tf.ones([3, 28, 28])) as tf.Tensor).sum(1));
  for (const sum of await output.data()) expect(sum).toBeCloseTo(1, 5);
  output.dispose();
  model.dispose();
});

test("a seed decides the weights, and every layer gets its own", async () => {
  const models = [1, 1, 2].map((seed) =>
    perceptron({ inputShape: [8], hiddenUnits: [8, 8], classes: 8, seed }),
  );
  const [a, b, c] = await Promise.all(models.map(weightsOf));
  expect(b).toEqual(a);
  expect(c).not.toEqual(a);
  expect(a?.subarray(0, 64)).not.toEqual(a?.subarray(72, 136));
  for (const model of models) model.dispose();
});

test("without hidden layers it is a linear classifier", () => {
  const model = perceptron({ inputShape: [4], hiddenUnits: [], classes: 3, seed: 1 });
  expect(model.countParams()).toBe(4 * 3 + 3);
  model.dispose();
});

test.each([0, -1, 1.5, Number.NaN])("a width of %d is refused", (units) => {
  expect(() => perceptron({ ...shape, hiddenUnits: [units], seed: 1 })).toThrow(
    `Cannot build perceptron: widths must be positive integers, received ${units}`,
  );
});
