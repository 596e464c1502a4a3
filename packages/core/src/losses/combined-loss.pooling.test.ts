import { dispose, memory, type Tensor, tensor1d, tensor2d, tidy, valueAndGrad } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { combineColumns } from "../layout/combine-columns.ts";
import { defineLayout } from "../layout/define-layout.ts";
import { flag } from "../layout/flag.ts";
import { value } from "../layout/value.ts";
import { describeEachBackend, read } from "../testing/each-backend.ts";
import { expectClose } from "../testing/expect-close.ts";
import { labelsOf, listAndValue as layout, PLACE, predictionsOf } from "../testing/list-and-value.ts";
import { combinedLoss } from "./combined-loss.ts";
import { meanAbsoluteError } from "./mean-absolute-error.ts";
import type { Pooling } from "./pooling.ts";
import { REDUCTIONS, type Reduction } from "./reduction.ts";

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

  test("is the sum of the parts without a reduction as well, where each sample has one loss", async () => {
    const flat = defineLayout({ age: value(), asked: flag(), size: value() });
    const loss = combinedLoss(
      flat,
      { age: { loss: meanAbsoluteError, mask: "asked" }, size: { loss: meanAbsoluteError, weight: 2 } },
      { reduction: "none" },
    );
    const labels = tensor2d(combineColumns(flat, { age: [0, 0], asked: [1, 0], size: [0, 0] }), [2, 3]);
    const predictions = { age: tensor1d([10, 30]), size: tensor1d([1, 3]) };
    const [total, byPart, divisor] = [
      loss(labels, predictions),
      loss.byPart(labels, predictions),
      loss.divisor(labels),
    ];
    expect(await read(total)).toEqual([10 + 2 * 1, 0 + 2 * 3]);
    expect(await read(byPart.age.weighted)).toEqual([10, 0]);
    expect(await read(byPart.size.weighted)).toEqual([2 * 1, 2 * 3]);
    expect(await read(byPart.size.loss)).toEqual([1, 3]);
    expect(await read(divisor)).toEqual([0, 0]);
    dispose([labels, total, divisor]);
    dispose(predictions);
    dispose(byPart);
  });

  test("refuses a divisor of another pooling, and what is no tensor", () => {
    const [labels, predictions, three] = [labelsOf(), predictionsOf(), tensor1d([1, 1, 1])];
    const before = memory().numTensors;
    for (const [pooling, size] of [
      ["sumOfParts", 2],
      ["allLabels", 1],
    ] as const) {
      const loss = combinedLoss(layout, LOSSES, { pooling });
      for (const call of [loss, loss.byPart]) {
        expect(() => call(labels, predictions, three)).toThrow(RangeError);
        expect(() => call(labels, predictions, three)).toThrow(
          `Cannot compute the combined loss: the divisor must have the shape [${size}], as the loss's own divisor has it, received [3]`,
        );
        // @ts-expect-error A divisor is a tensor.
        expect(() => call(labels, predictions, 3)).toThrow(
          "the divisor must be a float32 tensor, received 3",
        );
      }
    }
    expect(memory().numTensors).toBe(before);
    dispose([labels, three]);
    dispose(predictions);
  });
});
