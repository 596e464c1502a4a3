import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { combineLabels } from "../layout/combine-labels.ts";
import { defineLayout } from "../layout/define-layout.ts";
import { flags } from "../layout/flags.ts";
import { oneHot } from "../layout/one-hot.ts";
import { presence } from "../layout/presence.ts";
import { sampleWeight } from "../layout/sample-weight.ts";
import { value } from "../layout/value.ts";
import { binaryCrossentropy } from "../losses/binary-crossentropy.ts";
import { categoricalCrossentropy } from "../losses/categorical-crossentropy.ts";
import { combinedLoss } from "../losses/combined-loss.ts";
import { meanAbsoluteError } from "../losses/mean-absolute-error.ts";
import { meanSquaredError } from "../losses/mean-squared-error.ts";
import { POOLINGS } from "../losses/pooling.ts";
import { REDUCTIONS } from "../losses/reduction.ts";
import { binaryAccuracy } from "../metrics/binary-accuracy.ts";
import { categoricalAccuracy } from "../metrics/categorical-accuracy.ts";
import { describeEachBackend, read } from "../testing/each-backend.ts";
import { oneLayer, randomInputs, readWeights, sideBySide } from "../testing/layers-models.ts";
import { compileCombined } from "./compile-combined.ts";

const layout = defineLayout({
  digit: oneHot(3),
  weight: sampleWeight(),
  assays: flags(2, { missing: -1 }),
  measured: presence("assays"),
  age: value(),
});
const losses = {
  digit: {
    loss: (labels: tf.Tensor2D, x: tf.Tensor) => categoricalCrossentropy(labels, x, { fromLogits: true }),
    mask: "weight",
    weight: 2,
  },
  assays: { loss: (labels: tf.Tensor, x: tf.Tensor) => binaryCrossentropy(labels, x, { fromLogits: true }) },
  age: { loss: meanSquaredError, weight: 0.25 },
} as const;
const metrics = {
  digit: { accuracy: categoricalAccuracy },
  assays: { accuracy: (labels: tf.Tensor, x: tf.Tensor) => binaryAccuracy(labels, x, { fromLogits: true }) },
  age: { mae: meanAbsoluteError },
} as const;
const quiet = { onUnsupervised: (): void => {} };
const pools = REDUCTIONS.filter((reduction) => reduction !== "none").flatMap((reduction) =>
  POOLINGS.map((pooling) => [reduction, pooling] as const),
);

function setUp(): { inputs: tf.Tensor2D; labels: tf.Tensor2D; model: tf.LayersModel } {
  const samples = Array.from({ length: 12 }, (_, row) => ({
    digit: row % 3,
    weight: (row % 4) / 2,
    assays: [row % 5 === 0 ? 1 : -1, row % 2],
    age: row / 12,
  }));
  // The outputs are in another order than the parts.
  const model = sideBySide(4, { age: 1, digit: 3, assays: 2 });
  return { inputs: randomInputs(12, 4), labels: combineLabels(layout, samples), model };
}

function predictAll(
  model: tf.LayersModel,
  inputs: tf.Tensor,
): { age: tf.Tensor; digit: tf.Tensor; assays: tf.Tensor } {
  const [age, digit, assays] = model.apply(inputs) as [tf.Tensor, tf.Tensor, tf.Tensor];
  return { age, digit, assays };
}

async function take(tensor: tf.Tensor): Promise<number> {
  const [number = Number.NaN] = await read(tensor);
  tensor.dispose();
  return number;
}

describeEachBackend("compileCombined of several outputs", () => {
  test.each(pools)("%s, %s: losses and step are those of combinedLoss", async (reduction, pooling) => {
    const { inputs, labels, model } = setUp();
    const byHand = sideBySide(4, { age: 1, digit: 3, assays: 2 });
    const loss = combinedLoss(layout, losses, { reduction, pooling });
    const optimizer = tf.train.sgd(0.1);
    const trained = compileCombined(model, { layout, losses, reduction, pooling, optimizer });
    const predictions = tf.tidy(() => predictAll(byHand, inputs));
    const expected = loss.byPart(labels, predictions);
    const total = await take(loss(labels, predictions));

    const evaluated = await trained.evaluate(inputs, labels, { batchSize: 12 });
    const result = await trained.trainOnBatch(inputs, labels);
    for (const each of [evaluated, result]) {
      const scale = Math.max(1, total);
      expect(Math.abs(each.loss - total) / scale).toBeLessThan(1e-6);
      const sum = each.digit_weightedLoss + each.assays_weightedLoss + each.age_weightedLoss;
      expect(Math.abs(sum - total) / scale).toBeLessThan(1e-6);
      for (const part of ["digit", "assays", "age"] as const) {
        const [own] = await read(expected[part].loss);
        const [weighted] = await read(expected[part].weighted);
        expect(each[`${part}_loss`] / scale).toBeCloseTo((own ?? Number.NaN) / scale, 5);
        expect(each[`${part}_weightedLoss`] / scale).toBeCloseTo((weighted ?? Number.NaN) / scale, 5);
      }
    }
    optimizer.minimize(() => loss(labels, predictAll(byHand, inputs)));
    const [weights, others] = [await readWeights(model), await readWeights(byHand)];
    for (const [index, weight] of weights.entries()) {
      expect(Math.abs(weight - (others[index] ?? Number.NaN))).toBeLessThan(1e-6);
    }
    optimizer.dispose();
    model.dispose();
    byHand.dispose();
    for (const { loss: own, weighted } of Object.values(expected)) tf.dispose([own, weighted]);
    tf.dispose([inputs, labels, Object.values(predictions)]);
  });

  test("validation and evaluation have the numbers under their own names", async () => {
    const { inputs, labels, model } = setUp();
    const optimizer = tf.train.sgd(0);
    const trained = compileCombined(model, { layout, losses, metrics, optimizer, ...quiet });
    const evaluated = await trained.evaluate(inputs, labels, { batchSize: 5 });
    const { history, epoch } = await trained.fit(inputs, labels, {
      batchSize: 5,
      epochs: 2,
      shuffle: false,
      validationData: [inputs, labels],
    });
    expect(epoch).toEqual([0, 1]);
    expect(Object.keys(history).sort()).toEqual(
      Object.keys(evaluated)
        .flatMap((name) => [name, `val_${name}`])
        .sort(),
    );
    // With a learning rate of 0 every pass over the data gives the same.
    for (const name of Object.keys(evaluated) as (keyof typeof evaluated)[]) {
      for (const column of [history[name], history[`val_${name}`]]) {
        expect(column).toHaveLength(2);
        for (const number of column ?? []) expect(number).toBeCloseTo(evaluated[name] ?? Number.NaN, 5);
      }
    }
    const batch = await trained.evaluate(inputs, labels, { batchSize: 12 });
    for (const name of ["digit_accuracy", "assays_accuracy", "age_mae"] as const) {
      expect(batch[name]).toBeCloseTo(evaluated[name] ?? Number.NaN, 5);
    }
    optimizer.dispose();
    model.dispose();
    tf.dispose([inputs, labels]);
  });

  test("metrics are those of what is live, by hand", async () => {
    const { inputs, labels, model } = setUp();
    const trained = compileCombined(model, { layout, losses, metrics, optimizer: "sgd" });
    const predictions = tf.tidy(() => predictAll(model, inputs));
    const digits = await read(predictions.digit);
    const assays = await read(predictions.assays);
    const live = { weight: 0, right: 0, labels: 0, labelsRight: 0 };
    for (let row = 0; row < 12; row++) {
      const scores = digits.slice(row * 3, row * 3 + 3);
      const weight = (row % 4) / 2;
      live.weight += weight;
      live.right += weight * Number(scores.indexOf(Math.max(...scores)) === row % 3);
      const truth = [row % 5 === 0 ? 1 : -1, row % 2];
      for (const [index, label] of truth.entries()) {
        if (label === -1) continue;
        live.labels++;
        live.labelsRight += Number(Number((assays[row * 2 + index] ?? 0) > 0) === label);
      }
    }
    const result = await trained.evaluate(inputs, labels, { batchSize: 5 });
    expect(result.digit_accuracy).toBeCloseTo(live.right / live.weight, 5);
    expect(result.assays_accuracy).toBeCloseTo(live.labelsRight / live.labels, 5);
    model.dispose();
    tf.dispose([inputs, labels, Object.values(predictions)]);
  });

  test("metrics see samples of several labels, also where the pooling takes each label for a sample", async () => {
    const pair = defineLayout({ marks: flags(2) });
    const labels = combineLabels(pair, [{ marks: [1, 0] }, { marks: [0, 1] }, { marks: [1, 1] }]);
    const model = oneLayer(2, 2);
    const identity = [tf.eye(2), tf.zeros([2])];
    model.setWeights(identity);
    const inputs = tf.tensor2d([
      [1, 0],
      [1, 1],
      [1, 1],
    ]);
    const trained = compileCombined(model, {
      layout: pair,
      losses: { marks: { loss: meanSquaredError } },
      metrics: { marks: { exact: (y, x) => tf.cast(tf.all(tf.equal(y, x), 1), "float32") as tf.Tensor1D } },
      pooling: "meanOfTasks",
      optimizer: "sgd",
    });
    const { marks_exact, loss } = await trained.evaluate(inputs, labels);
    expect(marks_exact).toBeCloseTo(2 / 3, 6);
    // The first task is wrong in one sample of three, the second in none.
    expect(loss).toBeCloseTo((1 / 3 + 0 / 3) / 2, 6);
    const wide = {
      layout: pair,
      losses: { marks: { loss: (y: tf.Tensor, x: tf.Tensor) => tf.sum(tf.sub(y, x), 1) as tf.Tensor1D } },
      optimizer: "sgd",
    } as const;
    model.optimizer.dispose();
    compileCombined(model, wide);
    // Each label by itself has no second axis.
    expect(() => compileCombined(model, { ...wide, pooling: "allLabels" })).toThrow(
      'does not fit the loss of the part "marks"',
    );
    model.dispose();
    tf.dispose([inputs, labels, identity]);
  });

  test("model.fit takes a list of the same labels for each output", async () => {
    const { inputs, labels, model } = setUp();
    const other = sideBySide(4, { age: 1, digit: 3, assays: 2 });
    compileCombined(model, { layout, losses, optimizer: "sgd" });
    await model.fit(inputs, [labels, labels, labels], { batchSize: 12 });
    const trained = compileCombined(other, { layout, losses, optimizer: "sgd", ...quiet });
    await trained.fit(inputs, labels, { batchSize: 12 });
    expect(await readWeights(model)).toEqual(await readWeights(other));
    model.dispose();
    other.dispose();
    tf.dispose([inputs, labels]);
  });

  test("several inputs, by list and by name, and outputs of other names", async () => {
    const { inputs, labels, model: unused } = setUp();
    unused.dispose();
    const [first, second] = [
      tf.input({ shape: [4], name: "first" }),
      tf.input({ shape: [4], name: "second" }),
    ];
    const both = tf.layers.concatenate().apply([first, second]) as tf.SymbolicTensor;
    const head = (name: string, units: number): tf.SymbolicTensor =>
      tf.layers.dense({ units, name }).apply(both) as tf.SymbolicTensor;
    const model = tf.model({ inputs: [first, second], outputs: [head("years", 1), head("head", 3)] });
    const trained = compileCombined(model, {
      layout,
      losses: { digit: losses.digit, age: losses.age },
      outputs: { age: "years", digit: model.outputs[1]?.name ?? "" },
      optimizer: "sgd",
      ...quiet,
    });
    const { history } = await trained.fit({ first: inputs, second: inputs }, labels, { epochs: 2 });
    expect(history.digit_loss).toHaveLength(2);
    expect((await trained.evaluate([inputs, inputs], labels)).age_loss).toBeGreaterThan(0);
    model.dispose();
    tf.dispose([inputs, labels]);
  });

  test("an output that is missing, shared, or has no part is an error, as is a misfit", () => {
    const { inputs, labels, model } = setUp();
    const optimizer = "sgd";
    const { digit, age } = losses;
    expect(() => compileCombined(model, { layout, losses: { digit, age }, optimizer })).toThrow(
      "Cannot compile the model: it needs one output for each part, received 3 (age, digit, assays) for 2 (digit, age)",
    );
    const two = sideBySide(4, { years: 1, digit: 3 });
    const both = { layout, losses: { digit, age }, optimizer } as const;
    expect(() => compileCombined(two, both)).toThrow(
      'Cannot compile the model: the part "age" needs an output of its name, or outputs: { age: ... } that names one, received none of the name "age"; the outputs are years, digit',
    );
    expect(() => compileCombined(two, { ...both, outputs: { age: "digit" } })).toThrow(
      'each part needs an output of its own, received the same for "digit" and "age"',
    );
    expect(() => compileCombined(two, { ...both, outputs: { age: "digit", digit: "years" } })).toThrow(
      'Cannot compile the model: the output "years" of shape [B,1] does not fit the loss of the part "digit": Cannot compute the categorical cross-entropy: labels and predictions need the same shape [B, C], received [2,3] and [2,1]',
    );
    // @ts-expect-error There is no part of this name.
    expect(() => compileCombined(two, { ...both, outputs: { years: "years" } })).toThrow(
      'outputs must be named for parts that are learned, received "years"; the parts are digit, age',
    );
    const one = oneLayer(4, 4);
    expect(() => compileCombined(one, both)).toThrow("it needs one output for each part, received 1");
    for (const each of [model, two, one]) each.dispose();
    tf.dispose([inputs, labels]);
  });
});
