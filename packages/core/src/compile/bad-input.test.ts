import * as tf from "@tensorflow/tfjs";
import { describe, expect, expectTypeOf, test, vi } from "vitest";
import { classIndex } from "../layout/class-index.ts";
import { combineLabels } from "../layout/combine-labels.ts";
import { defineLayout } from "../layout/define-layout.ts";
import { flag } from "../layout/flag.ts";
import { oneHot } from "../layout/one-hot.ts";
import { value } from "../layout/value.ts";
import { categoricalCrossentropy } from "../losses/categorical-crossentropy.ts";
import { meanAbsoluteError } from "../losses/mean-absolute-error.ts";
import { NothingLiveError } from "../losses/nothing-live.ts";
import { sparseCategoricalCrossentropy } from "../losses/sparse-categorical-crossentropy.ts";
import { categoricalAccuracy } from "../metrics/categorical-accuracy.ts";
import { describeEachBackend } from "../testing/each-backend.ts";
import { oneLayer } from "../testing/layers-models.ts";
import { compileCombined } from "./compile-combined.ts";

const layout = defineLayout({ digit: oneHot(3), isOdd: flag(), word: classIndex(4), age: value() });
const digit = { loss: categoricalCrossentropy, mask: "isOdd" } as const;
const base = { layout, losses: { digit }, optimizer: "sgd" } as const;
const samples = [
  { digit: 1, isOdd: true, word: 1, age: 1 },
  { digit: 2, isOdd: false, word: 3, age: 2 },
];

describeEachBackend("a compiled model refuses", () => {
  test("labels of another width, dtype or batch, weights beside them, and validation that is none", async () => {
    const model = oneLayer(2, 3, "softmax");
    const trained = compileCombined(model, base);
    const [inputs, labels] = [tf.ones([2, 2]) as tf.Tensor2D, combineLabels(layout, samples)];
    const [narrow, integers, more] = [tf.ones([2, 3]), labels.toInt(), tf.ones([3, 6])];
    const before = tf.memory().numTensors;
    for (const run of [trained.fit, trained.trainOnBatch, trained.evaluate]) {
      await expect(run(inputs, narrow)).rejects.toThrow(
        "labels must have the shape [B, 6] of the layout, received [2,3]",
      );
      await expect(run(inputs, integers)).rejects.toThrow("labels must be float32, received int32");
      await expect(run(inputs, more)).rejects.toThrow(
        "inputs and labels need the same batch size of 1 or more, received [2,2] and [3,6]",
      );
      // @ts-expect-error Inputs are tensors.
      await expect(run([[1, 2]], labels)).rejects.toThrow("inputs must be tensors, received an array of 2");
    }
    // @ts-expect-error Weights come in the labels.
    await expect(trained.fit(inputs, labels, { sampleWeight: narrow })).rejects.toThrow(
      "Cannot train the model: weights come in the labels, as a sampleWeight() part that masks another, received sampleWeight",
    );
    // @ts-expect-error Weights come in the labels.
    await expect(trained.fit(inputs, labels, { classWeight: { 0: 1 } })).rejects.toThrow(
      "received classWeight",
    );
    await expect(trained.fit(inputs, labels, { validationData: [inputs, narrow] })).rejects.toThrow(
      "Cannot validate the model: labels must have the shape [B, 6] of the layout, received [2,3]",
    );
    await expect(
      // @ts-expect-error A pair is needed.
      trained.fit(inputs, labels, { validationData: [inputs, labels, labels] }),
    ).rejects.toThrow("validationData must be [inputs, labels], received an array of 3");
    expect(tf.memory().numTensors).toBe(before);
    // The model still trains.
    await trained.trainOnBatch(inputs, labels);
    model.dispose();
    tf.dispose([inputs, labels, narrow, integers, more]);
  });

  test("outputs that do not fit their part, before anything is trained", () => {
    const before = tf.memory().numTensors;
    const wide = oneLayer(2, 4, "softmax");
    expect(() => compileCombined(wide, base)).toThrow(
      /^Cannot compile the model: the output "dense_Dense\d+" of shape \[B,4\] does not fit the loss of the part "digit": Cannot compute the categorical cross-entropy: labels and predictions need the same shape \[B, C\], received \[2,3\] and \[2,4\]$/,
    );
    const narrow = oneLayer(2, 3, "softmax");
    expect(() =>
      compileCombined(narrow, { ...base, losses: { word: { loss: sparseCategoricalCrossentropy } } }),
    ).toThrow("4 classes need predictions [B, 4], received [2,3]");
    expect(() =>
      compileCombined(narrow, {
        ...base,
        metrics: { digit: { accuracy: categoricalAccuracy, mean: (y, x) => tf.mean(tf.sub(y, x)) as never } },
      }),
    ).toThrow(
      /does not fit the metric "mean" of the part "digit": .*what the loss returns must have the shape \[2\]/,
    );
    wide.dispose();
    narrow.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test("nothing live where it is to throw, and passes on what a loss throws, leaving nothing", async () => {
    const model = oneLayer(2, 3, "softmax");
    let fails = false;
    const trained = compileCombined(model, {
      layout,
      losses: {
        digit: {
          ...digit,
          loss: (y, x) => {
            if (fails) throw new Error("the loss is broken");
            return categoricalCrossentropy(y, x);
          },
        },
      },
      optimizer: "sgd",
      metrics: { digit: { accuracy: categoricalAccuracy } },
    });
    const [inputs, labels] = [tf.ones([2, 2]) as tf.Tensor2D, combineLabels(layout, samples)];
    await trained.trainOnBatch(inputs, labels);
    fails = true;
    const before = tf.memory().numTensors;
    await expect(trained.trainOnBatch(inputs, labels)).rejects.toThrow("the loss is broken");
    await expect(trained.evaluate(inputs, labels)).rejects.toThrow("the loss is broken");
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
    tf.dispose([inputs, labels]);
  });
});

describe("compileCombined on cpu", () => {
  test("throws where nothing is live, if it is told to, of all outputs together", async () => {
    await tf.setBackend("cpu");
    const model = oneLayer(2, 3, "softmax");
    const trained = compileCombined(model, { ...base, whenNothingLive: "throw" });
    const labels = combineLabels(layout, [samples[1] ?? { digit: 0, isOdd: false, word: 0, age: 0 }]);
    const inputs = tf.ones([1, 2]) as tf.Tensor2D;
    const before = tf.memory().numTensors;
    await expect(trained.trainOnBatch(inputs, labels)).rejects.toThrow(NothingLiveError);
    await expect(trained.evaluate(inputs, labels)).rejects.toThrow(
      "received a batch of 1 in which none does",
    );
    expect(tf.memory().numTensors).toBe(before);
    model.dispose();
    tf.dispose([inputs, labels]);
  });

  test("refuses settings that there are not", () => {
    const model = oneLayer(2, 3, "softmax");
    // @ts-expect-error An optimizer needs one number.
    expect(() => compileCombined(model, { ...base, reduction: "none" })).toThrow(
      'an optimizer needs one number, received the reduction "none"',
    );
    // @ts-expect-error There is no such pooling.
    expect(() => compileCombined(model, { ...base, pooling: "mean" })).toThrow("pooling must be one of");
    // @ts-expect-error There is no such policy.
    expect(() => compileCombined(model, { ...base, whenNothingLive: "skip" })).toThrow('"zero" or "throw"');
    // @ts-expect-error A model is needed.
    expect(() => compileCombined({}, base)).toThrow(
      "it must be a layers model with outputs, received an object",
    );
    expect(() => compileCombined(tf.sequential(), base)).toThrow("it must be a layers model with outputs");
    model.dispose();
  });

  test("refuses metrics that are none, of no part, or of a name that is taken, as types do", () => {
    const model = oneLayer(2, 3, "softmax");
    // @ts-expect-error There is no part of this name.
    expect(() => compileCombined(model, { ...base, metrics: { digt: { a: categoricalAccuracy } } })).toThrow(
      'metrics need a part that is learned, received "digt"; the parts are digit',
    );
    // @ts-expect-error The part is not learned.
    expect(() => compileCombined(model, { ...base, metrics: { age: { mae: meanAbsoluteError } } })).toThrow(
      'metrics need a part that is learned, received "age"; the parts are digit',
    );
    // @ts-expect-error A metric is a function.
    expect(() => compileCombined(model, { ...base, metrics: { digit: { accuracy: "accuracy" } } })).toThrow(
      'the metric "accuracy" of the part "digit" must be a function, received "accuracy"',
    );
    for (const unnamed of [categoricalAccuracy, ["accuracy"], "accuracy", null]) {
      const options = { ...base, metrics: { digit: unnamed } };
      expect(() => Reflect.apply(compileCombined, undefined, [model, options])).toThrow(
        'the metrics of the part "digit" must be an object of names and functions, received',
      );
    }
    expect(() =>
      compileCombined(model, { ...base, metrics: { digit: { loss: categoricalAccuracy } } }),
    ).toThrow('losses and metrics need names of their own, received "digit_loss" twice');
    // @ts-expect-error There is no part of this name.
    expect(() => compileCombined(model, { ...base, losses: { digt: digit } })).toThrow('no part "digt"');
    // @ts-expect-error There is no mask of this name.
    expect(() => compileCombined(model, { ...base, losses: { digit: { ...digit, mask: "odd" } } })).toThrow();
    const [misfit, unfit] = [{ loss: categoricalCrossentropy }, { x: sparseCategoricalCrossentropy }];
    // @ts-expect-error The loss does not fit the part.
    expect(() => compileCombined(model, { ...base, losses: { age: misfit } })).toThrow("learns parts of");
    // @ts-expect-error The metric does not fit the part.
    expect(() => compileCombined(model, { ...base, metrics: { digit: unfit } })).toThrow("does not fit the");
    const accuracy = categoricalAccuracy;
    // @ts-expect-error One of the parts is not learned.
    expect(() => compileCombined(model, { ...base, metrics: { digit: { accuracy }, age: {} } })).toThrow(
      'received "age"',
    );
    model.dispose();
  });

  test("refuses an optimizer that is none, before anything is compiled", () => {
    const model = oneLayer(2, 3, "softmax");
    for (const optimizer of [undefined, null, 0.01, {}]) {
      const call = () => Reflect.apply(compileCombined, undefined, [model, { ...base, optimizer }]);
      expect(call).toThrow(TypeError);
      expect(call).toThrow('the optimizer must be one of tfjs or the name of one, such as "adam", received');
    }
    expect(model.optimizer).toBeUndefined();
    model.dispose();
  });

  test("refuses to go on with a model that was compiled anew", async () => {
    const model = oneLayer(2, 3, "softmax");
    const trained = compileCombined(model, base);
    model.optimizer.dispose();
    model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
    const [inputs, labels] = [tf.ones([2, 2]) as tf.Tensor2D, combineLabels(layout, samples)];
    for (const run of [trained.fit, trained.trainOnBatch, trained.evaluate]) {
      await expect(run(inputs, labels)).rejects.toThrow("received one that was compiled anew");
    }
    model.dispose();
    tf.dispose([inputs, labels]);
  });

  test("names results by part and metric in its types", () => {
    const model = oneLayer(2, 3, "softmax");
    const trained = compileCombined(model, {
      ...base,
      metrics: { digit: { accuracy: categoricalAccuracy } },
    });
    type Result = Awaited<ReturnType<typeof trained.evaluate>>;
    expectTypeOf<Result>().toEqualTypeOf<{
      readonly loss: number;
      readonly digit_loss: number;
      readonly digit_weightedLoss: number;
      readonly digit_accuracy: number | null;
    }>();
    type Fitted = Awaited<ReturnType<typeof trained.fit>>["history"];
    expectTypeOf<Fitted["digit_accuracy"]>().toEqualTypeOf<readonly (number | null)[]>();
    expectTypeOf<Fitted["loss"]>().toEqualTypeOf<readonly number[]>();
    expectTypeOf<Fitted["val_digit_accuracy"]>().toEqualTypeOf<readonly (number | null)[] | undefined>();
    // @ts-expect-error There is no number of this name.
    expectTypeOf<Result["digit_acuracy"]>();
    const plain = compileCombined(model, base);
    expectTypeOf<Awaited<ReturnType<typeof plain.evaluate>>>().toEqualTypeOf<{
      readonly loss: number;
      readonly digit_loss: number;
      readonly digit_weightedLoss: number;
    }>();
    model.dispose();
  });

  test("warns in one line where nobody is told of what was never supervised", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
    const model = oneLayer(2, 3, "softmax");
    const [inputs, labels] = [tf.ones([2, 2]) as tf.Tensor2D, combineLabels(layout, samples)];
    await compileCombined(model, base).fit(inputs, labels);
    expect(warn.mock.calls).toEqual([
      [
        "@proj/core: in the whole run no label counted of digit 0, digit 2: the model has learned nothing about them",
      ],
    ]);
    warn.mockRestore();
    model.dispose();
    tf.dispose([inputs, labels]);
  });
});
