import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { combineLabels } from "../layout/combine-labels.ts";
import { defineLayout } from "../layout/define-layout.ts";
import { flag } from "../layout/flag.ts";
import { oneHot } from "../layout/one-hot.ts";
import { presence } from "../layout/presence.ts";
import { sampleWeight } from "../layout/sample-weight.ts";
import { value } from "../layout/value.ts";
import { categoricalCrossentropy } from "../losses/categorical-crossentropy.ts";
import { combinedLoss } from "../losses/combined-loss.ts";
import { meanAbsoluteError } from "../losses/mean-absolute-error.ts";
import { meanSquaredError } from "../losses/mean-squared-error.ts";
import { REDUCTIONS } from "../losses/reduction.ts";
import { categoricalAccuracy } from "../metrics/categorical-accuracy.ts";
import { describeEachBackend } from "../testing/each-backend.ts";
import { oneLayer, randomInputs, readWeights } from "../testing/layers-models.ts";
import { compileCombined } from "./compile-combined.ts";

const layout = defineLayout({ digit: oneHot(3), isOdd: flag(), weight: sampleWeight() });
const losses = { digit: { loss: categoricalCrossentropy, mask: ["isOdd", "weight"] } } as const;
const quiet = { onUnsupervised: (): void => {} };

function setUp(count = 20): { inputs: tf.Tensor2D; labels: tf.Tensor2D } {
  const samples = Array.from({ length: count }, (_, row) => ({
    digit: row % 3,
    isOdd: row % 3 === 1,
    weight: (row % 5) / 2,
  }));
  return { inputs: randomInputs(count, 4), labels: combineLabels(layout, samples) };
}

/** Trains by `minimize`, in batches of 8, in order. */
function trainByHand(
  model: tf.LayersModel,
  loss: (labels: tf.Tensor, predictions: tf.Tensor) => tf.Tensor,
  { inputs, labels }: { inputs: tf.Tensor2D; labels: tf.Tensor2D },
  epochs: number,
): void {
  const optimizer = tf.train.adam(0.1);
  const [count] = inputs.shape;
  for (let step = 0; step < epochs * Math.ceil(count / 8); step++) {
    const from = (step % Math.ceil(count / 8)) * 8;
    tf.tidy(() => {
      const rows = (all: tf.Tensor2D): tf.Tensor2D => all.slice([from, 0], [Math.min(8, count - from), -1]);
      optimizer.minimize(() => loss(rows(labels), model.apply(rows(inputs)) as tf.Tensor) as tf.Scalar);
    });
  }
  optimizer.dispose();
}

async function expectSameWeights(model: tf.LayersModel, other: tf.LayersModel): Promise<void> {
  const [weights, expected] = [await readWeights(model), await readWeights(other)];
  for (const [index, weight] of weights.entries()) {
    expect(Math.abs(weight - (expected[index] ?? Number.NaN))).toBeLessThan(1e-6);
  }
}

describeEachBackend("compileCombined", () => {
  test.each(REDUCTIONS.filter((reduction) => reduction !== "none"))(
    "%s: fit trains to the weights of a loop written by hand",
    async (reduction) => {
      const data = setUp();
      const [model, byHand] = [oneLayer(4, 3, "softmax"), oneLayer(4, 3, "softmax")];
      const optimizer = tf.train.adam(0.1);
      const trained = compileCombined(model, { layout, losses, optimizer, reduction, ...quiet });
      const before = await readWeights(model);
      await trained.fit(data.inputs, data.labels, { batchSize: 8, epochs: 3, shuffle: false });
      trainByHand(byHand, combinedLoss(layout, losses, { reduction }), data, 3);
      await expectSameWeights(model, byHand);
      expect(await readWeights(model)).not.toEqual(before);
      model.dispose();
      byHand.dispose();
      optimizer.dispose();
      tf.dispose([data.inputs, data.labels]);
    },
  );

  test("model.fit, model.trainOnBatch and model.evaluate take the wide labels as well", async () => {
    const { inputs, labels } = setUp(8);
    const [model, other] = [oneLayer(4, 3, "softmax"), oneLayer(4, 3, "softmax")];
    compileCombined(model, { layout, losses, optimizer: "adam" });
    const { history } = await model.fit(inputs, labels, { batchSize: 8, epochs: 2 });
    expect(history["loss"]).toHaveLength(2);
    await model.trainOnBatch(inputs, labels);
    const trained = compileCombined(other, { layout, losses, optimizer: "adam", ...quiet });
    await trained.fit(inputs, labels, { batchSize: 8, epochs: 3 });
    await expectSameWeights(model, other);
    const scalars = model.evaluate(inputs, labels) as tf.Scalar[];
    const [loss] = await Promise.all(scalars.map((scalar) => scalar.data()));
    expect(model.metricsNames.slice(0, 3)).toEqual(["loss", "digit_weightedLoss", "digit_loss"]);
    expect(loss?.[0]).toBeCloseTo((await trained.evaluate(inputs, labels)).loss, 5);
    tf.dispose([inputs, labels, scalars]);
    model.dispose();
    other.dispose();
  });

  test("evaluate gives losses and metrics by name, of what is live alone", async () => {
    const narrow = defineLayout({
      age: value({ missing: -1 }),
      known: presence("age"),
      weight: sampleWeight(),
    });
    const labels = combineLabels(narrow, [
      { age: 3, weight: 1 },
      { age: -1, weight: 5 },
      { age: 7, weight: 0.5 },
    ]);
    const inputs = tf.tensor2d([[1], [Number.NaN], [2]]);
    const model = oneLayer(1, 1);
    const weights = [tf.tensor2d([[2]]), tf.tensor1d([0])];
    model.setWeights(weights);
    const trained = compileCombined(model, {
      layout: narrow,
      losses: { age: { loss: meanSquaredError, mask: "weight", weight: 10 } },
      metrics: { age: { mae: meanAbsoluteError } },
      optimizer: "sgd",
      reduction: "sum",
    });
    // Predictions are 2, NaN and 4: errors 1 and 3 count, with the weights 1 and 0.5.
    const result = await trained.evaluate(inputs, labels);
    expect(Object.keys(result)).toEqual(["loss", "age_weightedLoss", "age_loss", "age_mae"]);
    expect(result.age_loss).toBeCloseTo(1 * 1 ** 2 + 0.5 * 3 ** 2, 5);
    expect(result.age_weightedLoss).toBeCloseTo(10 * (1 * 1 ** 2 + 0.5 * 3 ** 2), 4);
    expect(result.loss).toBe(result.age_weightedLoss);
    expect(result.age_mae).toBeCloseTo((1 * 1 + 0.5 * 3) / (1 + 0.5), 5);
    model.dispose();
    tf.dispose([inputs, labels, weights]);
  });

  test("what is under the mask, NaN included, changes neither weights nor numbers", async () => {
    const { inputs, labels } = setUp(12);
    const dirty = tf.tidy(() => {
      const [digits, masks] = [labels.slice([0, 0], [-1, 3]), labels.slice([0, 3], [-1, 2])];
      const live = tf.notEqual(tf.prod(masks, 1, true), 0).broadcastTo(digits.shape);
      return tf.concat([tf.where(live, digits, tf.fill(digits.shape, Number.NaN)), masks], 1);
    });
    const metrics = { digit: { accuracy: categoricalAccuracy } };
    const run = async (some: tf.Tensor): Promise<unknown> => {
      const model = oneLayer(4, 3, "softmax");
      const trained = compileCombined(model, { layout, losses, metrics, optimizer: "adam", ...quiet });
      const args = { batchSize: 5, epochs: 2, shuffle: false, validationSplit: 0.25 };
      const { history } = await trained.fit(inputs, some, args);
      const weights = await readWeights(model);
      model.dispose();
      return { history, weights };
    };
    expect((await dirty.data()).filter(Number.isNaN)).toHaveLength(3 * (labels.shape[0] - 3));
    expect(await run(dirty)).toEqual(await run(labels));
    tf.dispose([inputs, labels, dirty]);
  });

  test("an input that is not finite reaches the weights through a masked row, as fit warns", async () => {
    const { inputs, labels } = setUp(3);
    const dirty = tf.tensor2d([[1, 1, 1, Number.NaN]]);
    const some = tf.concat([inputs, dirty]);
    const none = combineLabels(layout, [{ digit: 0, isOdd: false, weight: 0 }]);
    const masked = tf.concat([labels, none]);
    const model = oneLayer(4, 3, "softmax");
    const trained = compileCombined(model, { layout, losses, optimizer: "sgd", ...quiet });
    const { history } = await trained.fit(some, masked, { epochs: 1 });
    expect(history.loss[0]).toBeGreaterThan(0);
    const weights = await readWeights(model);
    expect(weights.some(Number.isNaN)).toBe(true);
    model.dispose();
    tf.dispose([inputs, labels, dirty, some, none, masked]);
  });

  test("sample weights count in training and in validation", async () => {
    const weighted = defineLayout({ age: value(), weight: sampleWeight() });
    const samples = [
      { age: 1, weight: 1 },
      { age: 2, weight: 0 },
      { age: 4, weight: 2 },
      { age: 9, weight: 6 },
    ];
    const [inputs, labels] = [tf.zeros([4, 1]) as tf.Tensor2D, combineLabels(weighted, samples)];
    const model = oneLayer(1, 1);
    const zero = [tf.zeros([1, 1]), tf.zeros([1])];
    model.setWeights(zero);
    const optimizer = tf.train.sgd(0);
    const trained = compileCombined(model, {
      layout: weighted,
      losses: { age: { loss: meanAbsoluteError, mask: "weight" } },
      metrics: { age: { mae: meanAbsoluteError } },
      reduction: "meanWithSampleWeight",
      optimizer,
    });
    const split = await trained.fit(inputs, labels, { epochs: 1, validationSplit: 0.5 });
    // Everything is predicted as 0; the first two rows train, the others validate.
    expect(split.history.loss[0]).toBeCloseTo((1 * 1 + 0 * 2) / (1 + 0), 5);
    expect(split.history.val_loss?.[0]).toBeCloseTo((2 * 4 + 6 * 9) / (2 + 6), 5);
    expect(split.history.val_age_mae?.[0]).toBeCloseTo((2 * 4 + 6 * 9) / (2 + 6), 5);
    const [first, last] = [labels.slice([0, 0], [2, 2]), labels.slice([2, 0], [2, 2])];
    const [x, valX] = [inputs.slice([0, 0], [2, 1]), inputs.slice([2, 0], [2, 1])];
    const pair = await trained.fit(x, first, { epochs: 1, validationData: [valX, last] });
    expect(pair.history.val_loss).toEqual(split.history.val_loss);
    expect(pair.history.age_mae).toEqual(split.history.age_mae);
    model.dispose();
    optimizer.dispose();
    tf.dispose([inputs, labels, first, last, x, valX, zero]);
  });

  test("a model's regularizers add to the loss in training, not to the parts' losses", async () => {
    const narrow = defineLayout({ age: value() });
    const labels = combineLabels(narrow, [{ age: 3 }]);
    const inputs = tf.tensor2d([[1]]);
    const layer = tf.layers.dense({
      inputShape: [1],
      units: 1,
      kernelInitializer: "ones",
      kernelRegularizer: tf.regularizers.l2({ l2: 0.5 }),
    });
    const model = tf.sequential({ layers: [layer] });
    const trained = compileCombined(model, {
      layout: narrow,
      losses: { age: { loss: meanSquaredError } },
      optimizer: "sgd",
    });
    const result = await trained.trainOnBatch(inputs, labels);
    expect(result.age_weightedLoss).toBeCloseTo((3 - 1) ** 2, 5);
    expect(result.loss).toBeCloseTo((3 - 1) ** 2 + 0.5 * 1 ** 2, 5);
    model.dispose();
    tf.dispose([inputs, labels]);
  });

  test("names what was never supervised in a run, once, at its end", async () => {
    const { inputs, labels } = setUp();
    const model = oneLayer(4, 3, "softmax");
    const told: (readonly string[])[] = [];
    const onUnsupervised = (names: readonly string[]): void => void told.push(names);
    const trained = compileCombined(model, { layout, losses, optimizer: "adam", onUnsupervised });
    await trained.fit(inputs, labels, { epochs: 2 });
    expect(told).toEqual([["digit 0", "digit 2"]]);
    // Of the first 5 rows only the second is odd, and it has a weight; the first row alone has nothing.
    await trained.fit(inputs, labels, { validationSplit: 19 / 20 });
    expect(told[1]).toEqual(["digit 0", "digit 1", "digit 2"]);
    // tfjs forgets an optimizer that it made when it compiles anew.
    model.optimizer.dispose();
    const all = compileCombined(model, {
      layout,
      losses: { digit: { loss: categoricalCrossentropy } },
      optimizer: "adam",
      onUnsupervised,
    });
    await all.fit(inputs, labels);
    expect(told).toHaveLength(2);
    model.dispose();
    tf.dispose([inputs, labels]);
  });
});
