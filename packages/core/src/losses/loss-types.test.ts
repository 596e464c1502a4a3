import type { Tensor, Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { describe, expect, expectTypeOf, test } from "vitest";
import { classIndex } from "../layout/class-index.ts";
import { defineLayout } from "../layout/define-layout.ts";
import { flag } from "../layout/flag.ts";
import { flags } from "../layout/flags.ts";
import type { LabelName, Layout } from "../layout/layout.ts";
import { oneHot } from "../layout/one-hot.ts";
import { parseLayout } from "../layout/parse-layout.ts";
import type { DefinitionOf, PartKind } from "../layout/part-definitions.ts";
import { presence } from "../layout/presence.ts";
import { sampleWeight } from "../layout/sample-weight.ts";
import { value } from "../layout/value.ts";
import { values } from "../layout/values.ts";
import { binaryCrossentropy } from "./binary-crossentropy.ts";
import type { binaryFocalCrossentropy } from "./binary-focal-crossentropy.ts";
import { categoricalCrossentropy } from "./categorical-crossentropy.ts";
import type { categoricalFocalCrossentropy } from "./categorical-focal-crossentropy.ts";
import { type CombinedLoss, combinedLoss, type PartPredictions } from "./combined-loss.ts";
import { hinge } from "./hinge.ts";
import type { huber } from "./huber.ts";
import { maskedLoss } from "./masked-loss.ts";
import type { meanAbsoluteError } from "./mean-absolute-error.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import type { PartLosses } from "./part-losses.ts";
import type { SampleLoss } from "./sample-loss.ts";
import { sparseCategoricalCrossentropy } from "./sparse-categorical-crossentropy.ts";

type Layout1<Kind extends PartKind> = { readonly part: DefinitionOf<Kind> };

/** Whether `combinedLoss` takes the loss for a part of the kind. */
type Fits<Loss, Kind extends PartKind> =
  "part" extends LabelName<Layout1<Kind>>
    ? Loss extends PartLosses<Layout1<Kind>, "part" & LabelName<Layout1<Kind>>>["part"]["loss"]
      ? true
      : false
    : false;

/** Whether the loss fits each of the kinds: one-hot, index, flag, flags, value, values, weight, presence. */
type Row<Loss> = [
  Fits<Loss, "oneHot">,
  Fits<Loss, "classIndex">,
  Fits<Loss, "flag">,
  Fits<Loss, "flags">,
  Fits<Loss, "value">,
  Fits<Loss, "values">,
  Fits<Loss, "sampleWeight">,
  Fits<Loss, "presence">,
];

type Y = true;
type n = false;

test("a loss fits the kinds of parts that it can learn, and no other", () => {
  //                                                                       1hot  idx flag flags val vals  w  pres
  expectTypeOf<Row<typeof categoricalCrossentropy>>().toEqualTypeOf<[/*      */ Y, n, n, n, n, Y, n, n]>();
  expectTypeOf<Row<typeof categoricalFocalCrossentropy>>().toEqualTypeOf<[/* */ Y, n, n, n, n, Y, n, n]>();
  expectTypeOf<Row<typeof sparseCategoricalCrossentropy>>().toEqualTypeOf<[/**/ n, Y, Y, n, n, n, n, n]>();
  expectTypeOf<Row<typeof binaryCrossentropy>>().toEqualTypeOf<[/*           */ Y, n, Y, Y, n, n, n, n]>();
  expectTypeOf<Row<typeof binaryFocalCrossentropy>>().toEqualTypeOf<[/*      */ Y, n, Y, Y, n, n, n, n]>();
  expectTypeOf<Row<typeof hinge>>().toEqualTypeOf<[/*                        */ n, n, Y, Y, n, n, n, n]>();
  expectTypeOf<Row<typeof meanSquaredError>>().toEqualTypeOf<[/*             */ Y, n, Y, Y, Y, Y, n, n]>();
  expectTypeOf<Row<typeof meanAbsoluteError>>().toEqualTypeOf<[/*            */ Y, n, Y, Y, Y, Y, n, n]>();
  expectTypeOf<Row<typeof huber>>().toEqualTypeOf<[/*                        */ Y, n, Y, Y, Y, Y, n, n]>();
  // An own loss over any tensors fits every kind that holds labels.
  expectTypeOf<Row<SampleLoss>>().toEqualTypeOf<[/*                          */ Y, Y, Y, Y, Y, Y, n, n]>();
});

const layout = defineLayout({
  digit: oneHot(3),
  word: classIndex(50),
  isOdd: flag(),
  assays: flags(2),
  measured: presence("assays"),
  age: value(),
  place: values(2),
  weight: sampleWeight(),
});

describe("combinedLoss does not compile", () => {
  test("with a loss that does not fit, alone or inside a function", () => {
    // @ts-expect-error Classes are not learned by a mean squared error of indices.
    expect(() => combinedLoss(layout, { word: { loss: meanSquaredError } })).toThrow(TypeError);
    // @ts-expect-error One-hot columns are no class indices.
    expect(() => combinedLoss(layout, { digit: { loss: sparseCategoricalCrossentropy } })).toThrow(TypeError);
    // @ts-expect-error Real numbers are no flags.
    expect(() => combinedLoss(layout, { age: { loss: hinge } })).toThrow(TypeError);
    combinedLoss(layout, {
      // @ts-expect-error Inside a function of labels and predictions the kind is known as well.
      age: { loss: (labels, predictions) => binaryCrossentropy(labels, predictions, { fromLogits: true }) },
    });
    combinedLoss(layout, {
      isOdd: { loss: (labels, predictions) => binaryCrossentropy(labels, predictions, { fromLogits: true }) },
    });
  });

  test("with a misspelt part or mask, alone or among others", () => {
    const loss = categoricalCrossentropy;
    // @ts-expect-error There is no such part.
    expect(() => combinedLoss(layout, { digt: { loss } })).toThrow(TypeError);
    // @ts-expect-error There is no such part.
    expect(() => combinedLoss(layout, { digit: { loss }, digt: { loss } })).toThrow(TypeError);
    // @ts-expect-error There is no such mask.
    expect(() => combinedLoss(layout, { digit: { loss, mask: "isodd" } })).toThrow(TypeError);
    // @ts-expect-error There is no such mask.
    expect(() => combinedLoss(layout, { digit: { loss, mask: ["isOdd", "wieght"] } })).toThrow(TypeError);
  });

  test("with a mask that is no flag, sample weight or presence", () => {
    const loss = meanSquaredError;
    // @ts-expect-error One-hot classes are no mask.
    expect(() => combinedLoss(layout, { age: { loss, mask: "digit" } })).toThrow(TypeError);
    // @ts-expect-error A class index is no mask.
    expect(() => combinedLoss(layout, { age: { loss, mask: "word" } })).toThrow(TypeError);
    // @ts-expect-error Several flags are no mask.
    expect(() => combinedLoss(layout, { place: { loss, mask: "assays" } })).toThrow(TypeError);
    // @ts-expect-error A value is no mask.
    expect(() => combinedLoss(layout, { place: { loss, mask: ["isOdd", "age"] } })).toThrow(TypeError);
    // @ts-expect-error Values are no mask.
    expect(() => combinedLoss(layout, { age: { loss, mask: "place" } })).toThrow(TypeError);
    combinedLoss(layout, { age: { loss, mask: "weight" }, place: { loss, mask: ["isOdd", "measured"] } });
  });

  test("where it learns a weight or a presence", () => {
    // @ts-expect-error A weight is no label.
    expect(() => combinedLoss(layout, { weight: { loss: meanSquaredError } })).toThrow(TypeError);
    // @ts-expect-error A presence is no label.
    expect(() => combinedLoss(layout, { measured: { loss: binaryCrossentropy } })).toThrow(TypeError);
  });
});

describe("combinedLoss gives", () => {
  test("functions of the parts that are learned, and of the reduction", () => {
    const losses = { digit: { loss: categoricalCrossentropy }, age: { loss: meanSquaredError } };
    const loss = combinedLoss(layout, losses, { reduction: "none" });
    expectTypeOf(loss).toEqualTypeOf<CombinedLoss<"digit" | "age", "none">>();
    expectTypeOf(loss.parts).toEqualTypeOf<readonly ("digit" | "age")[]>();
    expectTypeOf(loss.byPart).returns.toHaveProperty("age");
    expectTypeOf(loss.byPart).returns.not.toHaveProperty("word");
    expectTypeOf(loss).returns.toEqualTypeOf<Tensor1D>();
    expectTypeOf(loss.divisor).returns.toEqualTypeOf<Tensor1D>();
  });

  test("own losses labels of the rank of their kind", () => {
    const own = (): Tensor1D => {
      throw new Error("Never called");
    };
    combinedLoss(layout, {
      digit: {
        loss: (labels) => {
          expectTypeOf(labels).toExtend<Tensor2D>();
          return own();
        },
      },
      age: {
        loss: (labels) => {
          expectTypeOf(labels).toExtend<Tensor1D>();
          return own();
        },
      },
      place: {
        loss: (labels) => {
          // Under a presence each label is a sample of its own, so the rank is not known.
          expectTypeOf(labels).toExtend<Tensor>();
          expectTypeOf(labels).not.toExtend<Tensor2D>();
          return own();
        },
      },
    });
  });
});

describe("layouts whose names no type knows", () => {
  const dynamic: Layout = parseLayout(JSON.parse(JSON.stringify(layout)));

  test("accept any loss and any name, which are checked at run time", () => {
    combinedLoss(dynamic, {
      digit: { loss: categoricalCrossentropy },
      word: { loss: sparseCategoricalCrossentropy, mask: "isOdd" },
      isOdd: { loss: binaryCrossentropy },
      age: { loss: meanSquaredError },
    });
    expect(() => combinedLoss(dynamic, { digt: { loss: hinge } })).toThrow('no part "digt"');
    expect(() => combinedLoss(dynamic, { digit: { loss: hinge } })).toThrow(
      "hinge learns parts of the kinds",
    );
  });

  test("take predictions as a record, or as a tensor where there is one part", () => {
    expectTypeOf<PartPredictions<"digit">>().toEqualTypeOf<Tensor | { readonly digit: Tensor }>();
    expectTypeOf<PartPredictions<"digit" | "age">>().toEqualTypeOf<{
      readonly digit: Tensor;
      readonly age: Tensor;
    }>();
    expectTypeOf<PartPredictions<string>>().toEqualTypeOf<Tensor | { readonly [x: string]: Tensor }>();
  });
});

test("maskedLoss takes every loss with plain tensors", () => {
  expectTypeOf(maskedLoss).toBeCallableWith(hinge, {} as Tensor, {} as Tensor, {} as Tensor);
  expectTypeOf<typeof sparseCategoricalCrossentropy>().toExtend<SampleLoss>();
});
