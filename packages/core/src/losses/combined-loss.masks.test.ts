import { dispose, fill, ones, tensor2d } from "@tensorflow/tfjs-core";
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
import { labelsOf, listAndValue as layout, predictionsOf } from "../testing/list-and-value.ts";
import { binaryCrossentropy } from "./binary-crossentropy.ts";
import { combinedLoss } from "./combined-loss.ts";
import { meanAbsoluteError } from "./mean-absolute-error.ts";

describeEachBackend("the masks of a part", () => {
  test("refuse predictions of another number of labels, where each label has its own", () => {
    const assays = defineLayout({ assays: flags(3), known: presence("assays") });
    const [labels, predictions] = [ones([2, 6]), fill([2, 2], 0.5)];
    const combined = combinedLoss(assays, { assays: { loss: binaryCrossentropy } });
    expect(() => combined(labels, predictions)).toThrow(RangeError);
    expect(() => combined(labels, predictions)).toThrow(
      'the predictions of the part "assays" need the shape [2,3], one for each label, received [2,2]',
    );
    dispose([labels, predictions]);
  });

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
