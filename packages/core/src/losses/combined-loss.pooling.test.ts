import { dispose, type Tensor, tensor1d, tensor2d, tidy, valueAndGrad } from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { combineColumns } from "../layout/combine-columns.ts";
import { defineLayout } from "../layout/define-layout.ts";
import { flag } from "../layout/flag.ts";
import { flags } from "../layout/flags.ts";
import { oneHot } from "../layout/one-hot.ts";
import { presence } from "../layout/presence.ts";
import { sampleWeight } from "../layout/sample-weight.ts";
import { value } from "../layout/value.ts";
import { values } from "../layout/values.ts";
import { describeEachBackend, read } from "../testing/each-backend.ts";
import { expectClose } from "../testing/expect-close.ts";
import { combinedLoss } from "./combined-loss.ts";
import { meanAbsoluteError } from "./mean-absolute-error.ts";
import type { Pooling } from "./pooling.ts";
import { REDUCTIONS, type Reduction } from "./reduction.ts";

const layout = defineLayout({
  place: values(2),
  placed: presence("place"),
  age: value(),
  asked: flag(),
  weight: sampleWeight(),
});

// Labels are 0, so a prediction is its own absolute error. Of place, 3 labels out of 6 are there; of age, 2 samples count.
const columns = {
  place: [0, null, 0, 0, null, null],
  age: [0, 0, 0],
  asked: [1, 0, 1],
  weight: [2, 1, 0.5],
};
const PLACE = [
  [1, Number.NaN],
  [4, 6],
  [Number.NaN, Number.NaN],
];
const AGE = [10, Number.NaN, 30];

const labelsOf = (): Tensor => tensor2d(combineColumns(layout, columns), [3, layout.width]);
const predictionsOf = (): { place: Tensor; age: Tensor } => ({ place: tensor2d(PLACE), age: tensor1d(AGE) });

const LOSSES = {
  place: { loss: meanAbsoluteError, mask: "weight", weight: 3 },
  age: { loss: meanAbsoluteError, mask: "asked" },
} as const;

// The weights of place: [2, 0], [1, 1], [0, 0]; its weighted losses 2 * 1, 1 * 4, 1 * 6: 12 of all, 2 + 4 and 6 by task.
// The weights of age: 1, 0, 1; its losses 10 and 30.
type Expected = readonly [place: number, age: number];
const CASES: readonly [Pooling, Reduction, Expected][] = [
  ["sumOfParts", "sum", [12, 40]],
  ["sumOfParts", "sumOverBatchSize", [12 / 6, 40 / 3]],
  ["sumOfParts", "meanWithSampleWeight", [12 / 4, 40 / 2]],
  ["sumOfParts", "sumByNonzeroWeights", [12 / 3, 40 / 2]],
  ["allLabels", "sum", [12, 40]],
  ["allLabels", "sumOverBatchSize", [12 / (6 + 3), 40 / (6 + 3)]],
  ["allLabels", "meanWithSampleWeight", [12 / (4 + 2), 40 / (4 + 2)]],
  ["allLabels", "sumByNonzeroWeights", [12 / (3 + 2), 40 / (3 + 2)]],
  ["meanOfTasks", "sum", [(6 + 6) / 3, 40 / 3]],
  ["meanOfTasks", "sumOverBatchSize", [(6 / 3 + 6 / 3) / 3, 40 / 3 / 3]],
  ["meanOfTasks", "meanWithSampleWeight", [(6 / 3 + 6 / 1) / 3, 40 / 2 / 3]],
  ["meanOfTasks", "sumByNonzeroWeights", [(6 / 2 + 6 / 1) / 3, 40 / 2 / 3]],
];

/** What each part comes to by itself. */
const ALONE: Readonly<Record<string, Expected>> = {
  sum: [12, 40],
  sumOverBatchSize: [12 / 6, 40 / 3],
  meanWithSampleWeight: [12 / 4, 40 / 2],
  sumByNonzeroWeights: [12 / 3, 40 / 2],
};

describeEachBackend("combinedLoss of a list of labels and a value", () => {
  test.each(CASES)("pooled by %s, reduced by %s", async (pooling, reduction, [place, age]) => {
    const loss = combinedLoss(layout, LOSSES, { pooling, reduction });
    const [labels, predictions] = [labelsOf(), predictionsOf()];
    const total = loss(labels, predictions);
    expectClose(await read(total), [3 * place + age]);
    dispose([labels, total]);
    dispose(predictions);
  });

  test.each(CASES)("by part, pooled by %s, reduced by %s", async (pooling, reduction, [place, age]) => {
    const loss = combinedLoss(layout, LOSSES, { pooling, reduction });
    const [labels, predictions] = [labelsOf(), predictionsOf()];
    const byPart = loss.byPart(labels, predictions);
    expect(Object.keys(byPart)).toEqual(["place", "age"]);
    expect(loss.parts).toEqual(["place", "age"]);
    expectClose(await read(byPart.place.weighted), [3 * place]);
    expectClose(await read(byPart.age.weighted), [age]);
    expectClose(
      [...(await read(byPart.place.loss)), ...(await read(byPart.age.loss))],
      ALONE[reduction] ?? [],
    );
    dispose(labels);
    dispose(byPart);
    dispose(predictions);
  });

  test.each(CASES)("gradients, pooled by %s, reduced by %s", async (pooling, reduction) => {
    // The value is linear in these predictions, so it is the sum of prediction times gradient.
    const loss = combinedLoss(layout, LOSSES, { pooling, reduction });
    const [labels, place] = [labelsOf(), tensor2d(PLACE)];
    const { value: total, grad } = valueAndGrad((x: Tensor) =>
      loss(labels, { place: x, age: tensor1d([0, 0, 0]) }),
    )(place);
    const slopes = await read(grad);
    const linear = slopes.reduce(
      (all, slope, at) => all + (slope === 0 ? 0 : slope * (PLACE.flat()[at] ?? 0)),
      0,
    );
    expectClose(await read(total), [linear]);
    expect(slopes.map((slope) => slope !== 0)).toEqual([true, false, true, true, false, false]);
    dispose([labels, place, total, grad]);
  });

  const poolings: Pooling[] = ["sumOfParts", "allLabels", "meanOfTasks"];
  const divisors: Partial<Record<Reduction, readonly (readonly number[])[]>> = {
    none: [[0, 0]],
    sum: [[0, 0], [0], [0, 0, 0]],
    sumOverBatchSize: [[6, 3], [9], [3, 3, 3]],
    meanWithSampleWeight: [[4, 2], [6], [3, 1, 2]],
    sumByNonzeroWeights: [[3, 2], [5], [2, 1, 2]],
  };

  test.each(
    REDUCTIONS.filter((reduction) => reduction !== "none").flatMap((reduction) =>
      poolings.map((pooling, at) => [pooling, reduction, divisors[reduction]?.[at] ?? []] as const),
    ),
  )("divisors, pooled by %s, reduced by %s: %j", async (pooling, reduction, expected) => {
    const labels = labelsOf();
    const divisor = combinedLoss(layout, LOSSES, { pooling, reduction }).divisor(labels);
    expect(divisor.shape).toEqual([expected.length]);
    expect(await read(divisor)).toEqual([...expected]);
    dispose([labels, divisor]);
  });

  test.each(CASES)(
    "of pieces with the divisor of the whole add up to it, pooled by %s, reduced by %s",
    async (pooling, reduction) => {
      const loss = combinedLoss(layout, LOSSES, { pooling, reduction });
      const [labels, predictions] = [labelsOf(), predictionsOf()];
      const rows = [0, 1, 2].map((row) => ({
        labels: labels.slice([row, 0], [1, layout.width]),
        predictions: {
          place: predictions.place.slice([row, 0], [1, 2]),
          age: predictions.age.slice([row], [1]),
        },
      }));
      const divisor = tidy(() =>
        rows.map((row) => loss.divisor(row.labels)).reduce((all, each) => all.add(each)),
      );
      const whole = loss(labels, predictions);
      const pieces = rows.map((row) => loss(row.labels, row.predictions, divisor));
      const numbers = await Promise.all(pieces.map(read));
      expectClose([numbers.flat().reduce((all, each) => all + each, 0)], await read(whole));
      for (const row of rows) {
        const { place, age } = loss.byPart(row.labels, row.predictions, divisor);
        const piece = loss(row.labels, row.predictions, divisor);
        const parts = [await read(place.weighted), await read(age.weighted)].flat();
        expectClose([parts.reduce((all, each) => all + each, 0)], await read(piece));
        dispose([piece, place.loss, place.weighted, age.loss, age.weighted]);
      }
      dispose([labels, divisor, whole, ...pieces]);
      dispose(predictions);
      for (const row of rows) {
        dispose(row.labels);
        dispose(row.predictions);
      }
    },
  );
});

describeEachBackend("the masks of a part", () => {
  test("are multiplied where there are several, its presence among them without being named", async () => {
    const both = combinedLoss(
      layout,
      { place: { loss: meanAbsoluteError, mask: ["asked", "weight"] } },
      { reduction: "none" },
    );
    const named = combinedLoss(
      layout,
      { place: { loss: meanAbsoluteError, mask: ["asked", "placed", "weight"] } },
      { reduction: "none" },
    );
    const [labels, { place, age }] = [labelsOf(), predictionsOf()];
    for (const loss of [both, named]) {
      const losses = loss(labels, place);
      expect(losses.shape).toEqual([3, 2]);
      // Of the first row 1 * 2 * 1, of the second 0 since nobody asked, of the third nothing is there.
      expect(await read(losses)).toEqual([2, 0, 0, 0, 0, 0]);
      losses.dispose();
    }
    dispose([labels, place, age]);
  });

  test("of a list without a presence count for samples, and the loss is the mean of their labels", async () => {
    const plain = defineLayout({ place: values(2), asked: flag() });
    const loss = combinedLoss(
      plain,
      { place: { loss: meanAbsoluteError, mask: "asked" } },
      { reduction: "none" },
    );
    const labels = tensor2d(combineColumns(plain, { place: [0, 0, 0, 0], asked: [1, 0] }), [2, 3]);
    const predictions = tensor2d([
      [1, 2],
      [Number.NaN, 1],
    ]);
    const losses = loss(labels, predictions);
    expect(losses.shape).toEqual([2]);
    expect(await read(losses)).toEqual([(1 + 2) / 2, 0]);
    dispose([labels, predictions, losses]);
  });

  test("the presence of another part masks whole samples of a list", async () => {
    const plain = defineLayout({ place: values(2), age: value(), known: presence("age") });
    const loss = combinedLoss(
      plain,
      { place: { loss: meanAbsoluteError, mask: "known" } },
      { reduction: "none" },
    );
    const labels = tensor2d(combineColumns(plain, { place: [0, 0, 0, 0], age: [null, 7] }), [2, plain.width]);
    const predictions = tensor2d([
      [Number.NaN, 2],
      [3, 4],
    ]);
    const losses = loss(labels, predictions);
    expect(losses.shape).toEqual([2]);
    expect(await read(losses)).toEqual([0, (3 + 4) / 2]);
    dispose([labels, predictions, losses]);
  });

  test("the presence of another list of as many labels masks label by label", async () => {
    const plain = defineLayout({ place: values(2), other: flags(2), known: presence("other") });
    const loss = combinedLoss(
      plain,
      { place: { loss: meanAbsoluteError, mask: "known" } },
      { reduction: "none" },
    );
    const labels = tensor2d(combineColumns(plain, { place: [0, 0], other: [1, null] }), [1, plain.width]);
    const predictions = tensor2d([[3, Number.NaN]]);
    const losses = loss(labels, predictions);
    expect(await read(losses)).toEqual([3, 0]);
    dispose([labels, predictions, losses]);
  });
});

describe("combinedLoss refuses", () => {
  const loss = meanAbsoluteError;
  const wide = defineLayout({
    digit: oneHot(2),
    place: values(2),
    placed: presence("place"),
    three: flags(3),
    known: presence("three"),
    asked: flag(),
    asking: presence("asked"),
  });

  test("a mask of several columns on a part of one label, and of another number of columns on a list", () => {
    expect(() => combinedLoss(wide, { digit: { loss, mask: "placed" } })).toThrow(RangeError);
    expect(() => combinedLoss(wide, { digit: { loss, mask: "placed" } })).toThrow(
      'Cannot combine losses: the mask of the part "digit" must have 1 column, received "placed" of kind presence with 2',
    );
    expect(() => combinedLoss(wide, { place: { loss, mask: "known" } })).toThrow(
      'the mask of the part "place" must have 1 column or 2, received "known" of kind presence with 3',
    );
  });

  test("a flag as a mask that may be missing itself", () => {
    expect(() => combinedLoss(wide, { digit: { loss, mask: "asked" } })).toThrow(TypeError);
    expect(() => combinedLoss(wide, { digit: { loss, mask: "asked" } })).toThrow(
      'the mask of the part "digit" must be known for every sample, received "asked" of kind flag that may be missing; state it with a condition',
    );
  });

  test("to pool losses that are not reduced, but of one part, or of parts of one loss a sample", () => {
    const none = { reduction: "none" } as const;
    for (const pooling of ["allLabels", "meanOfTasks"] as const) {
      expect(() => combinedLoss(wide, { digit: { loss } }, { ...none, pooling })).toThrow(RangeError);
      expect(() => combinedLoss(wide, { digit: { loss } }, { ...none, pooling })).toThrow(
        `Cannot combine losses: the pooling ${pooling} needs a reduction, received "none"; use sumOfParts, or reduce`,
      );
    }
    expect(() => combinedLoss(wide, { digit: { loss }, place: { loss } }, none)).toThrow(RangeError);
    expect(() => combinedLoss(wide, { digit: { loss }, place: { loss } }, none)).toThrow(
      'Cannot combine losses: without a reduction each part needs one loss for a sample, received "place" with one for each of its 2 labels',
    );
    expect(() => combinedLoss(wide, { place: { loss } }, none)).not.toThrow();
    expect(() => combinedLoss(wide, { digit: { loss }, asked: { loss } }, none)).not.toThrow();
  });

  test("a pooling that there is not", () => {
    // @ts-expect-error There is no such pooling.
    expect(() => combinedLoss(wide, { digit: { loss } }, { pooling: "mean" })).toThrow(
      'Cannot combine losses: pooling must be one of sumOfParts, allLabels, meanOfTasks, received "mean"',
    );
  });

  test("to learn weights and presences", () => {
    const weighed = defineLayout({ weight: sampleWeight(), age: value(), known: presence("age") });
    // @ts-expect-error A weight is no label.
    expect(() => combinedLoss(weighed, { weight: { loss } })).toThrow(
      'Cannot combine losses: only parts that hold labels can be learned, received the part "weight" of kind sampleWeight',
    );
    // @ts-expect-error A presence is no label.
    expect(() => combinedLoss(weighed, { known: { loss } })).toThrow(
      'received the part "known" of kind presence',
    );
  });
});
