import {
  abs,
  dispose,
  ones,
  square,
  sub,
  type Tensor,
  type Tensor1D,
  tensor1d,
  tensor2d,
  tidy,
  train,
  valueAndGrad,
  variable,
} from "@tensorflow/tfjs-core";
import { describe, expect, expectTypeOf, test } from "vitest";
import { combineLabels } from "../layout/combine-labels.ts";
import { defineLayout } from "../layout/define-layout.ts";
import { flag } from "../layout/flag.ts";
import { oneHot } from "../layout/one-hot.ts";
import { sampleWeight } from "../layout/sample-weight.ts";
import { value } from "../layout/value.ts";
import { describeEachBackend, read } from "../testing/each-backend.ts";
import { categoricalCrossentropy } from "./categorical-crossentropy.ts";
import { type CombinedLoss, combinedLoss, type PartPredictions } from "./combined-loss.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import type { SampleLoss } from "./sample-loss.ts";

const layout = defineLayout({ digit: oneHot(2), isOdd: flag(), age: value(), ageWeight: sampleWeight() });

const samples = [
  { digit: 1, isOdd: true, age: 30, ageWeight: 0.5 },
  { digit: 0, isOdd: false, age: 40, ageWeight: 0 },
];

const absoluteError: SampleLoss = (labels, predictions) => abs(sub(labels, predictions)) as Tensor1D;
const squaredError: SampleLoss = (labels, predictions) => square(sub(labels, predictions)) as Tensor1D;

test("a combined loss says what it computes", () => {
  const loss = combinedLoss(
    layout,
    { digit: { loss: categoricalCrossentropy, mask: "isOdd" }, age: { loss: meanSquaredError, weight: 2 } },
    { reduction: "sum", pooling: "allLabels" },
  );
  expect(loss.definition).toEqual({
    terms: [
      {
        name: "digit",
        part: layout.parts.digit,
        loss: categoricalCrossentropy,
        masks: [layout.parts.isOdd],
        weight: 1,
      },
      { name: "age", part: layout.parts.age, loss: meanSquaredError, masks: [], weight: 2 },
    ],
    reduction: "sum",
    pooling: "allLabels",
    whenNothingLive: "zero",
  });
});

describeEachBackend("combinedLoss", () => {
  test("of one part takes a tensor, masks by a flag and divides by the batch size", async () => {
    const loss = combinedLoss(layout, { digit: { loss: categoricalCrossentropy, mask: "isOdd" } });
    const result = tidy(() =>
      loss(
        combineLabels(layout, samples),
        tensor2d([
          [0.75, 0.25],
          [0.1, 0.9],
        ]),
      ),
    );
    expect((await read(result))[0]).toBeCloseTo(-Math.log(0.25) / 2, 5);
    result.dispose();
  });

  test("of one part takes a record as well", async () => {
    const loss = combinedLoss(layout, { digit: { loss: categoricalCrossentropy } });
    const result = tidy(() =>
      loss(combineLabels(layout, samples), {
        digit: tensor2d([
          [0.75, 0.25],
          [0.1, 0.9],
        ]),
      }),
    );
    expect((await read(result))[0]).toBeCloseTo((-Math.log(0.25) - Math.log(0.1)) / 2, 5);
    result.dispose();
  });

  test("of several parts adds them, each with its weight and its own mask", async () => {
    const loss = combinedLoss(
      layout,
      {
        digit: { loss: categoricalCrossentropy, mask: "isOdd", weight: 3 },
        age: { loss: absoluteError, mask: "ageWeight", weight: 0.1 },
      },
      { reduction: "sum" },
    );
    const predictions = {
      digit: tensor2d([
        [0.75, 0.25],
        [0.1, 0.9],
      ]),
      age: tensor1d([33, Number.NaN]),
    };
    const labels = combineLabels(layout, samples);
    const result = loss(labels, predictions);
    expect((await read(result))[0]).toBeCloseTo(3 * -Math.log(0.25) + 0.1 * 0.5 * (33 - 30), 5);
    dispose([labels, result, predictions.digit, predictions.age]);
  });

  test("without reduction gives each sample its loss", async () => {
    const loss = combinedLoss(
      layout,
      { digit: { loss: categoricalCrossentropy, mask: "isOdd" } },
      { reduction: "none" },
    );
    const result = tidy(() =>
      loss(
        combineLabels(layout, samples),
        tensor2d([
          [0.75, 0.25],
          [0.1, 0.9],
        ]),
      ),
    );
    expect(result.shape).toEqual([2]);
    const [odd, even] = await read(result);
    expect(odd).toBeCloseTo(-Math.log(0.25), 5);
    expect(even).toBe(0);
    result.dispose();
  });

  test("takes predictions [B, 1] of a value as [B], so that nothing is broadcast to [B, B]", async () => {
    const loss = combinedLoss(layout, { age: { loss: squaredError } }, { reduction: "none" });
    const result = tidy(() => loss(combineLabels(layout, samples), tensor2d([[33], [41]])));
    expect(await read(result)).toEqual([(33 - 30) ** 2, (41 - 40) ** 2]);
    result.dispose();
  });

  test("gradients reach live samples only", async () => {
    const loss = combinedLoss(layout, { digit: { loss: categoricalCrossentropy, mask: "isOdd" } });
    const [labels, predictions] = [
      combineLabels(layout, samples),
      tensor2d([
        [0.5, 0.5],
        [Number.NaN, 0.9],
      ]),
    ];
    const { value: result, grad } = valueAndGrad((x) => loss(labels, x))(predictions);
    // d/dx of -ln(x1 / (x0 + x1)) / 2 at (0.5, 0.5): (1 / (x0 + x1), 1 / (x0 + x1) - 1 / x1) / 2.
    expect(await read(grad)).toEqual([0.5, (1 - 2) / 2, 0, 0]);
    dispose([labels, predictions, result, grad]);
  });

  test("an optimizer minimizes it and leaves nothing behind", async () => {
    const loss = combinedLoss(layout, { age: { loss: squaredError, mask: "isOdd" } });
    const labels = combineLabels(layout, samples);
    const guess = tidy(() => variable(tensor1d([0, 0])));
    const optimizer = train.sgd(0.25);
    for (let step = 0; step < 20; step++) {
      optimizer.minimize(() => loss(labels, guess));
    }
    // Each step moves the first guess a quarter of the way: 30 * (1 - 0.75 ** 20); the second has no gradient.
    const [first, second] = await read(guess);
    expect(first).toBeCloseTo(30 * (1 - 0.75 ** 20), 3);
    expect(second).toBe(0);
    optimizer.dispose();
    dispose([labels, guess]);
  });

  test("refuses labels and predictions that do not fit, without leaving tensors behind", () => {
    const one = combinedLoss(layout, { digit: { loss: categoricalCrossentropy } });
    const two = combinedLoss(layout, {
      digit: { loss: categoricalCrossentropy },
      age: { loss: absoluteError },
    });
    tidy(() => {
      const labels = combineLabels(layout, samples);
      const predictions = tensor2d([
        [0.75, 0.25],
        [0.1, 0.9],
      ]);
      expect(() => one(tensor2d([[1, 2]]), predictions)).toThrow(
        "Cannot compute the combined loss: labels must have the shape [B, 5] of the layout, received [1,2]",
      );
      expect(() => one(labels, tensor2d([[0.5, 0.5]]))).toThrow(
        '"digit" and the labels need the same batch size, received [1,2] and [2,5]',
      );
      expect(() => one(labels, ones([2, 2], "int32"))).toThrow('"digit" must be float32, received int32');
      // @ts-expect-error Several parts need a record.
      expect(() => two(labels, predictions)).toThrow('the predictions of the part "digit" must be a tensor');
      // @ts-expect-error A part is missing.
      expect(() => two(labels, { digit: predictions })).toThrow(
        'the predictions of the part "age" must be a tensor, received digit',
      );
      // @ts-expect-error Predictions are a tensor.
      expect(() => one(labels, undefined)).toThrow("must be a tensor, received undefined");
    });
  });
});

describe("combinedLoss refuses losses that do not fit the layout", () => {
  const loss = categoricalCrossentropy;

  test("none at all", () => {
    expect(() => combinedLoss(layout, {})).toThrow("at least one part needs a loss, received none");
  });

  test("a part or mask that is not there", () => {
    // @ts-expect-error There is no part of this name.
    expect(() => combinedLoss(layout, { digt: { loss } })).toThrow(
      'the layout has no part "digt"; its parts are digit, isOdd, age, ageWeight',
    );
    // @ts-expect-error There is no part of this name beside one that there is.
    expect(() => combinedLoss(layout, { digit: { loss }, digt: { loss } })).toThrow('no part "digt"');
    // @ts-expect-error There is no mask of this name.
    expect(() => combinedLoss(layout, { digit: { loss, mask: "isodd" } })).toThrow('no part "isodd"');
    // @ts-expect-error A name of Object.prototype is no part.
    expect(() => combinedLoss(layout, { toString: { loss } })).toThrow('no part "toString"');
  });

  test("a mask that is no flag, sample weight or presence", () => {
    // @ts-expect-error One-hot classes are no mask.
    expect(() => combinedLoss(layout, { age: { loss: meanSquaredError, mask: "digit" } })).toThrow(
      'the mask of the part "age" must be a flag, sample weight or presence part, received "digit" of kind oneHot',
    );
  });

  test("a loss that is no function", () => {
    // @ts-expect-error A loss is a function.
    expect(() => combinedLoss(layout, { digit: { loss: "mse" } })).toThrow(
      'the loss of the part "digit" must be a function, received "mse"',
    );
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("a weight of %d", (weight) => {
    expect(() => combinedLoss(layout, { digit: { loss, weight } })).toThrow(
      `must be above 0, received ${weight}`,
    );
  });

  test("a reduction that there is not", () => {
    // @ts-expect-error There is no such reduction.
    expect(() => combinedLoss(layout, { digit: { loss } }, { reduction: "mean" })).toThrow(
      "reduction must be one of",
    );
  });
});

describe("combinedLoss types", () => {
  test("one part takes a tensor or a record, several take a record", () => {
    expectTypeOf<PartPredictions<"digit">>().toEqualTypeOf<Tensor | { readonly digit: Tensor }>();
    expectTypeOf<PartPredictions<"digit" | "age">>().toEqualTypeOf<{
      readonly digit: Tensor;
      readonly age: Tensor;
    }>();
  });

  test("the names come from the losses, the result from the reduction", () => {
    const loss = combinedLoss(layout, { digit: { loss: categoricalCrossentropy } }, { reduction: "none" });
    expectTypeOf(loss).toEqualTypeOf<CombinedLoss<"digit", "none">>();
    expectTypeOf(loss).returns.toEqualTypeOf<Tensor1D>();
  });
});
