import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { combineLabels } from "../layout/combine-labels.ts";
import { defineLayout } from "../layout/define-layout.ts";
import { oneHot } from "../layout/one-hot.ts";
import { sampleWeight } from "../layout/sample-weight.ts";
import { value } from "../layout/value.ts";
import { categoricalCrossentropy } from "../losses/categorical-crossentropy.ts";
import { meanSquaredError } from "../losses/mean-squared-error.ts";
import { categoricalAccuracy } from "../metrics/categorical-accuracy.ts";
import { describeEachBackend } from "../testing/each-backend.ts";
import { randomInputs, readWeights, sideBySide } from "../testing/layers-models.ts";
import { compileCombined } from "./compile-combined.ts";

const layout = defineLayout({ digit: oneHot(3), weight: sampleWeight(), age: value() });
const losses = {
  digit: {
    loss: (labels: tf.Tensor2D, x: tf.Tensor) => categoricalCrossentropy(labels, x, { fromLogits: true }),
    mask: "weight",
  },
  age: { loss: meanSquaredError },
} as const;
const metrics = { digit: { accuracy: categoricalAccuracy } } as const;

function setUp(): { inputs: tf.Tensor2D; labels: tf.Tensor2D; model: tf.LayersModel } {
  const samples = Array.from({ length: 10 }, (_, row) => ({
    digit: row % 3,
    // The last class counts in the last batch alone, and the second nowhere.
    weight: row % 3 === 1 || (row % 3 === 2 && row < 8) ? 0 : 1,
    age: row / 10,
  }));
  return {
    inputs: randomInputs(10, 4),
    labels: combineLabels(layout, samples),
    model: sideBySide(4, { digit: 3, age: 1 }),
  };
}

/** The rows in batches of 4, 4 and 2, as a data set of tfjs. */
function batchesOf(inputs: tf.Tensor2D, labels: tf.Tensor2D): tf.data.Dataset<tf.TensorContainer> {
  return tf.data.generator(function* () {
    for (const [from, size] of [
      [0, 4],
      [4, 4],
      [8, 2],
    ] as const) {
      yield {
        xs: inputs.slice([from, 0], [size, -1]),
        ys: labels.slice([from, 0], [size, -1]),
      } as tf.TensorContainer;
    }
  });
}

describeEachBackend("data sets of combined labels", () => {
  test("fitDataset trains, validates and names what was never supervised as fit does", async () => {
    const { inputs, labels, model } = setUp();
    const other = sideBySide(4, { digit: 3, age: 1 });
    const told: string[][] = [];
    const onUnsupervised = (names: readonly string[]): void => void told.push([...names]);
    const options = { layout, losses, metrics, onUnsupervised } as const;
    const trained = compileCombined(model, { ...options, optimizer: "adam" });
    const expected = compileCombined(other, { ...options, optimizer: "adam" });
    const validationData = [inputs, labels] as const;
    const seen: string[][] = [];
    const result = await trained.fitDataset(batchesOf(inputs, labels), {
      epochs: 2,
      validationData: batchesOf(inputs, labels),
      callbacks: { onEpochEnd: (_, logs) => void seen.push(Object.keys(logs ?? {}).sort()) },
    });
    const fitted = await expected.fit(inputs, labels, {
      batchSize: 4,
      epochs: 2,
      shuffle: false,
      validationData,
    });
    expect(result.epoch).toEqual(fitted.epoch);
    expect(Object.keys(result.history).sort()).toEqual(Object.keys(fitted.history).sort());
    expect(seen[1]).toEqual(Object.keys(fitted.history).sort());
    const columns = new Map<string, readonly (number | null)[]>(Object.entries(result.history));
    for (const [name, column] of Object.entries(fitted.history)) {
      for (const [epoch, number] of column.entries()) {
        expect(columns.get(name)?.[epoch]).toBeCloseTo(number ?? Number.NaN, 5);
      }
    }
    expect(told).toEqual([["digit 1"], ["digit 1"]]);
    const [weights, others] = [await readWeights(model), await readWeights(other)];
    for (const [index, weight] of weights.entries())
      expect(weight).toBeCloseTo(others[index] ?? Number.NaN, 6);

    const pair = await trained.fitDataset(batchesOf(inputs, labels), { epochs: 1, validationData });
    const evaluated = await trained.evaluate(inputs, labels);
    expect(pair.history.val_loss?.[0]).toBeCloseTo(evaluated.loss, 5);
    expect(pair.history.val_digit_accuracy?.[0]).toBeCloseTo(evaluated.digit_accuracy ?? Number.NaN, 5);
    model.dispose();
    other.dispose();
    tf.dispose([inputs, labels]);
  });

  test("evaluateDataset gives what evaluate gives", async () => {
    const { inputs, labels, model } = setUp();
    const trained = compileCombined(model, { layout, losses, metrics, optimizer: "sgd" });
    const result = await trained.evaluateDataset(batchesOf(inputs, labels));
    const expected = await trained.evaluate(inputs, labels, { batchSize: 4 });
    expect(Object.keys(result)).toEqual(Object.keys(expected));
    for (const name of Object.keys(expected) as (keyof typeof expected)[]) {
      expect(result[name]).toBeCloseTo(expected[name] ?? Number.NaN, 5);
    }
    const first = await trained.evaluateDataset(batchesOf(inputs, labels), { batches: 1 });
    expect(first.loss).not.toBeCloseTo(result.loss, 5);
    model.dispose();
    tf.dispose([inputs, labels]);
  });

  test("batches that are none are refused, and leave nothing behind", async () => {
    const { inputs, labels, model } = setUp();
    const trained = compileCombined(model, { layout, losses, metrics, optimizer: "sgd" });
    const before = tf.memory().numTensors;
    const fit = (ys: () => unknown): Promise<unknown> =>
      trained.fitDataset(
        tf.data.generator(function* () {
          yield { xs: inputs.clone(), ys: ys() } as tf.TensorContainer;
        }),
        { epochs: 1 },
      );
    await expect(fit(() => inputs.clone())).rejects.toThrow(
      "Cannot train the model: labels must have the shape [B, 5] of the layout, received [10,4]",
    );
    await expect(fit(() => labels.toInt())).rejects.toThrow("labels must be float32, received int32");
    await expect(fit(() => [labels.clone(), labels.clone()])).rejects.toThrow(
      "a batch must be { xs, ys } with labels in ys, received an array of 2",
    );
    // @ts-expect-error A data set has an iterator.
    await expect(trained.fitDataset([inputs, labels], { epochs: 1 })).rejects.toThrow(
      "a data set must have an iterator, received an array of 2",
    );
    const none = tf.data.generator<tf.TensorContainer>(function* () {});
    await expect(trained.evaluateDataset(none)).rejects.toThrow(
      "Cannot evaluate the model: at least one batch is needed, received none",
    );
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
    tf.dispose([inputs, labels]);
  });
});
