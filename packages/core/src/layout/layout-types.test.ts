import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import { describe, expect, expectTypeOf, test } from "vitest";
import { classIndex } from "./class-index.ts";
import { combineColumns } from "./combine-columns.ts";
import { defineLayout } from "./define-layout.ts";
import { flag } from "./flag.ts";
import { flags } from "./flags.ts";
import type { DerivedName, FlagName, GivenName, LabelName, Layout, MaskName } from "./layout.ts";
import { oneHot } from "./one-hot.ts";
import type { Presence } from "./part-definitions.ts";
import type { Columns, FieldValue, Sample, SplitColumns, SplitLabels } from "./part-types.ts";
import { presence } from "./presence.ts";
import { sampleWeight } from "./sample-weight.ts";
import { value } from "./value.ts";
import { values } from "./values.ts";

const layout = defineLayout(
  {
    digit: oneHot(10),
    word: classIndex(50),
    isOdd: flag({ when: "digit % 2 = 1" }),
    smokes: flag({ missing: -1 }),
    asked: presence("smokes"),
    assays: flags(12),
    measured: presence("assays"),
    age: value(),
    place: values(2),
    weight: sampleWeight(),
  },
  { fields: ["smoked"] },
);
type Of<L> = L extends Layout<infer Definitions, infer _Field> ? Definitions : never;
type Definitions = Of<typeof layout>;
type FieldOf<L> = L extends Layout<infer _Definitions, infer Field> ? Field : never;

type Missing = number | null | undefined;

describe("the names of a layout", () => {
  test("are sorted by what they can be used for", () => {
    expectTypeOf<LabelName<Definitions>>().toEqualTypeOf<
      "digit" | "word" | "isOdd" | "smokes" | "assays" | "age" | "place"
    >();
    expectTypeOf<MaskName<Definitions>>().toEqualTypeOf<
      "isOdd" | "smokes" | "asked" | "measured" | "weight"
    >();
    expectTypeOf<FlagName<Definitions>>().toEqualTypeOf<"isOdd" | "smokes">();
    expectTypeOf<DerivedName<Definitions>>().toEqualTypeOf<"isOdd" | "asked" | "measured">();
    expectTypeOf<GivenName<Definitions>>().toEqualTypeOf<
      "digit" | "word" | "smokes" | "assays" | "age" | "place" | "weight"
    >();
    expectTypeOf<FieldOf<typeof layout>>().toEqualTypeOf<"smoked">();
  });

  test("are those of its presences' parts", () => {
    expectTypeOf(layout.parts.asked).toExtend<Presence<"smokes">>();
    // @ts-expect-error There is no part of this name.
    expect(() => defineLayout({ price: value(), known: presence("prize") })).toThrow(TypeError);
  });
});

describe("samples", () => {
  type S = Sample<Definitions, "smoked">;

  test("have a value of the kind for each part", () => {
    expectTypeOf<S["digit"]>().toEqualTypeOf<number>();
    expectTypeOf<S["word"]>().toEqualTypeOf<number>();
    expectTypeOf<S["age"]>().toEqualTypeOf<number>();
    expectTypeOf<S["weight"]>().toEqualTypeOf<number>();
    expectTypeOf<S["place"]>().toEqualTypeOf<ArrayLike<number>>();
  });

  test("may lack labels of parts that have a presence, and of no other", () => {
    expectTypeOf<S["smokes"]>().toEqualTypeOf<boolean | 0 | 1 | Missing>();
    expectTypeOf<S["assays"]>().toEqualTypeOf<ArrayLike<boolean | Missing>>();
    expectTypeOf<null>().not.toExtend<S["age"]>();
  });

  test("need the fields of conditions, which may be unknown", () => {
    expectTypeOf<S["smoked"]>().toEqualTypeOf<FieldValue>();
    expectTypeOf<Omit<S, "smoked">>().not.toExtend<S>();
  });

  test("need every part but derived flags and presences", () => {
    expectTypeOf<Omit<S, "isOdd" | "asked" | "measured">>().toExtend<S>();
    expectTypeOf<Omit<S, "digit">>().not.toExtend<S>();
    expectTypeOf<Omit<S, "smokes">>().not.toExtend<S>();
    expectTypeOf<Omit<S, "assays">>().not.toExtend<S>();
    expectTypeOf<Omit<S, "weight">>().not.toExtend<S>();
  });
});

describe("columns", () => {
  type C = Columns<Definitions, "smoked">;

  test("are arrays or typed arrays of the same", () => {
    expectTypeOf<Uint8Array>().toExtend<C["digit"]>();
    expectTypeOf<number[]>().toExtend<C["age"]>();
    expectTypeOf<(number | null)[]>().toExtend<C["smokes"]>();
    expectTypeOf<(boolean | null)[]>().toExtend<C["smokes"]>();
    expectTypeOf<(number | null)[]>().not.toExtend<C["age"]>();
    expectTypeOf<string[]>().not.toExtend<C["digit"]>();
  });

  test("of fields and given parts are needed, of derived flags and presences not", () => {
    expectTypeOf<Omit<C, "isOdd" | "asked" | "measured">>().toExtend<C>();
    expectTypeOf<Omit<C, "smoked">>().not.toExtend<C>();
    expectTypeOf<Omit<C, "digit">>().not.toExtend<C>();
    const small = defineLayout(
      { digit: oneHot(2), isOdd: flag({ when: "digit = asked" }) },
      { fields: ["asked"] },
    );
    // @ts-expect-error The field is missing.
    expect(() => combineColumns(small, { digit: [1] })).toThrow(TypeError);
    expect(combineColumns(small, { digit: [1], asked: [1] })).toHaveLength(3);
  });
});

describe("what labels split into", () => {
  test("columns of typed arrays, floats with NaN where a part has a presence", () => {
    type Ints = Uint8Array | Uint16Array | Uint32Array;
    expectTypeOf<SplitColumns<Definitions>>().toEqualTypeOf<{
      readonly digit: Ints;
      readonly word: Ints;
      readonly isOdd: Uint8Array;
      readonly smokes: Float32Array;
      readonly asked: Uint8Array;
      readonly assays: Float32Array;
      readonly measured: Uint8Array;
      readonly age: Float32Array;
      readonly place: Float32Array;
      readonly weight: Float32Array;
    }>();
  });

  test("tensors of the rank of the kind", () => {
    expectTypeOf<SplitLabels<Definitions>>().toEqualTypeOf<{
      readonly digit: Tensor2D;
      readonly word: Tensor1D;
      readonly isOdd: Tensor1D;
      readonly smokes: Tensor1D;
      readonly asked: Tensor1D | Tensor2D;
      readonly assays: Tensor2D;
      readonly measured: Tensor1D | Tensor2D;
      readonly age: Tensor1D;
      readonly place: Tensor2D;
      readonly weight: Tensor1D;
    }>();
  });
});
