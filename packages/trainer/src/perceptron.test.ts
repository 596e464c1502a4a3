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

test.each([
  ["softmax", "classes"],
  ["sigmoid", "output"],
  ["linear", "output"],
] as const)("the last layer may be %s, and is named %s", (activation, name) => {
  const model = perceptron({ inputShape: [4], hiddenUnits: [3], output: { units: 2, activation }, seed: 1 });
  const last = model.layers.at(-1);
  expect([last?.name, last?.getConfig()["activation"]]).toEqual([name, activation]);
  expect(model.countParams()).toBe(4 * 3 + 3 + 3 * 2 + 2);
  model.dispose();
});

test("dropout follows each hidden layer and changes no initial weight", async () => {
  const [plain, dropped] = [0, 0.25].map((dropout) =>
    perceptron({ inputShape: [4], hiddenUnits: [3, 2], classes: 2, dropout, seed: 1 }),
  );
  const namesOf = (model: tf.Sequential | undefined): string[] | undefined =>
    model?.layers.map(({ name }) => name);
  expect(namesOf(plain)).toEqual(["hidden1", "hidden2", "classes"]);
  expect(namesOf(dropped)).toEqual(["hidden1", "dropout1", "hidden2", "dropout2", "classes"]);
  if (plain && dropped) expect(await weightsOf(dropped)).toEqual(await weightsOf(plain));
  plain?.dispose();
  dropped?.dispose();
});

test.each([-0.1, 1, Number.NaN])("a dropout of %d is refused", (dropout) => {
  expect(() => perceptron({ ...shape, dropout, seed: 1 })).toThrow(
    `Cannot build perceptron: dropout must be in [0, 1), received ${dropout}`,
  );
});

test.each([0, -1, 1.5, Number.NaN])("a width of %d is refused", (units) => {
  expect(() => perceptron({ ...shape, hiddenUnits: [units], seed: 1 })).toThrow(
    `Cannot build perceptron: widths must be positive integers, received ${units}`,
  );
});
