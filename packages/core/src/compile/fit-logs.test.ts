import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { combineLabels } from "../layout/combine-labels.ts";
import { defineLayout } from "../layout/define-layout.ts";
import { flag } from "../layout/flag.ts";
import { oneHot } from "../layout/one-hot.ts";
import { value } from "../layout/value.ts";
import { categoricalCrossentropy } from "../losses/categorical-crossentropy.ts";
import { meanAbsoluteError } from "../losses/mean-absolute-error.ts";
import { meanSquaredError } from "../losses/mean-squared-error.ts";
import { categoricalAccuracy } from "../metrics/categorical-accuracy.ts";
import { describeEachBackend } from "../testing/each-backend.ts";
import { oneLayer, sideBySide } from "../testing/layers-models.ts";
import { compileCombined } from "./compile-combined.ts";

const layout = defineLayout({ age: value(), asked: flag(), kind: oneHot(2) });
const losses = { age: { loss: meanSquaredError, mask: "asked" } } as const;
const metrics = { age: { mae: meanAbsoluteError } };
const NAMES = ["age_loss", "age_mae", "age_weightedLoss", "loss"];
const VAL_NAMES = [...NAMES, ...NAMES.map((name) => `val_${name}`)].sort();

type Logs = Readonly<Record<string, unknown>> | undefined;

/** Five samples whose prediction is 0; of the last two nothing counts. */
function setUp(): { inputs: tf.Tensor2D; labels: tf.Tensor2D; model: tf.LayersModel } {
  const ages = [
    [1, true],
    [2, false],
    [4, true],
    [8, false],
    [16, false],
  ] as const;
  const labels = combineLabels(
    layout,
    ages.map(([age, asked]) => ({ age, asked, kind: 0 })),
  );
  const model = oneLayer(1, 1);
  tf.tidy(() => model.setWeights([tf.zeros([1, 1]), tf.zeros([1])]));
  return { inputs: tf.zeros([5, 1]), labels, model };
}

/** Names without `batch` and `size`, and whether all are numbers. */
function seen(logs: Logs): string[] {
  const names = Object.keys(logs ?? {}).filter((name) => name !== "batch" && name !== "size");
  for (const name of names) expect(typeof logs?.[name]).toBe("number");
  return names.sort();
}

describeEachBackend("logs of a compiled model", () => {
  test("callbacks and model.history get numbers by name, those of batches as well", async () => {
    const { inputs, labels, model } = setUp();
    const trained = compileCombined(model, { layout, losses, metrics, optimizer: "sgd" });
    const [epochs, batches, yields]: [string[][], string[][], string[][]] = [[], [], []];
    const { history } = await trained.fit(inputs, labels, {
      batchSize: 2,
      epochs: 2,
      validationData: [inputs, labels],
      yieldEvery: 1,
      callbacks: {
        onEpochEnd: (_, logs) => void epochs.push(seen(logs)),
        onBatchEnd: (_, logs) => void batches.push(seen(logs).filter((name) => name !== "age_mae")),
        onYield: (_, __, logs) => void yields.push(seen(logs).filter((name) => name !== "age_mae")),
      },
    });
    expect(epochs).toEqual([VAL_NAMES, VAL_NAMES]);
    expect(batches).toHaveLength(2 * 3);
    for (const names of [...batches, ...yields])
      expect(names).toEqual(["age_loss", "age_weightedLoss", "loss"]);
    expect(Object.keys(history).sort()).toEqual(VAL_NAMES);
    expect(model.history ?? Reflect.get(model, "model").history).toMatchObject({ history });
    model.dispose();
    tf.dispose([inputs, labels]);
  });

  test("metrics are exact over an epoch of batches in which more or less is live", async () => {
    const { inputs, labels, model } = setUp();
    const optimizer = tf.train.sgd(0);
    const trained = compileCombined(model, { layout, losses, metrics, optimizer });
    const { history } = await trained.fit(inputs, labels, { batchSize: 3, epochs: 1, shuffle: false });
    // 1 and 4 count, in the first batch of 3 both, in the second of 2 none: their mean, not that of batches.
    expect(history.age_mae[0]).toBeCloseTo((1 + 4) / 2, 6);
    expect(history.age_loss[0]).toBeCloseTo((1 ** 2 + 4 ** 2) / 5, 5);
    optimizer.dispose();
    model.dispose();
    tf.dispose([inputs, labels]);
  });

  test("where nothing was live a metric is null in results, and left out of logs", async () => {
    const { inputs, labels, model } = setUp();
    const trained = compileCombined(model, { layout, losses, metrics, optimizer: "sgd" });
    const names: string[][] = [];
    const { history, epoch } = await trained.fit(inputs, labels, {
      batchSize: 3,
      epochs: 2,
      validationSplit: 2 / 5,
      callbacks: { onEpochEnd: (_, logs) => void names.push(seen(logs)) },
    });
    expect(epoch).toEqual([0, 1]);
    expect(history.val_age_mae).toEqual([null, null]);
    expect(history.val_loss).toEqual([0, 0]);
    expect(names[0]).toEqual(VAL_NAMES.filter((name) => name !== "val_age_mae"));
    const dead = labels.slice([3, 0], [2, layout.width]);
    const deadInputs = inputs.slice([3, 0], [2, 1]);
    expect(await trained.evaluate(deadInputs, dead)).toEqual({
      loss: 0,
      age_weightedLoss: 0,
      age_loss: 0,
      age_mae: null,
    });
    expect((await trained.trainOnBatch(deadInputs, dead)).age_mae).toBe(null);
    model.dispose();
    tf.dispose([inputs, labels, dead, deadInputs]);
  });

  test.each(["val_loss", "val_age_mae"])("early stopping watches %s", async (monitor) => {
    const { inputs, labels, model } = setUp();
    const optimizer = tf.train.sgd(0);
    const trained = compileCombined(model, { layout, losses, metrics, optimizer });
    const stopping = tf.callbacks.earlyStopping({ monitor, patience: 2 });
    const { epoch, history } = await trained.fit(inputs, labels, {
      epochs: 20,
      validationData: [inputs, labels],
      callbacks: [stopping],
    });
    // Nothing gets better after the first epoch.
    expect(epoch).toEqual([0, 1, 2]);
    expect(history.loss).toHaveLength(3);
    optimizer.dispose();
    model.dispose();
    tf.dispose([inputs, labels]);
  });

  test("early stopping of several outputs watches the sum of the losses", async () => {
    const { inputs, labels, model: unused } = setUp();
    unused.dispose();
    const model = sideBySide(1, { age: 1, kind: 2 });
    const optimizer = tf.train.sgd(0.01);
    const trained = compileCombined(model, {
      layout,
      losses: {
        ...losses,
        kind: { loss: (y: tf.Tensor2D, x: tf.Tensor) => categoricalCrossentropy(y, x, { fromLogits: true }) },
      },
      metrics: { kind: { accuracy: categoricalAccuracy } },
      optimizer,
      onUnsupervised: () => {},
    });
    class Recorder extends tf.CustomCallback {
      readonly logs: Record<string, unknown>[] = [];
      override async onEpochEnd(_: number, logs?: Record<string, number | tf.Scalar>): Promise<void> {
        this.logs.push({ ...logs });
      }
    }
    const recorder = new Recorder({});
    const { history } = await trained.fit(inputs, labels, {
      epochs: 3,
      validationData: [inputs, labels],
      callbacks: [recorder, tf.callbacks.earlyStopping({ monitor: "val_loss", patience: 5 })],
    });
    expect(recorder.logs.map((logs) => logs["val_loss"])).toEqual(history.val_loss);
    for (const [index, loss] of (history.val_loss ?? []).entries()) {
      const parts = [history.val_age_weightedLoss?.[index] ?? 0, history.val_kind_weightedLoss?.[index] ?? 0];
      expect(loss).toBeCloseTo(
        parts.reduce((sum, part) => sum + part, 0),
        5,
      );
      expect(Math.min(...parts)).toBeGreaterThan(0);
    }
    optimizer.dispose();
    model.dispose();
    tf.dispose([inputs, labels]);
  });
});
