import { describe, expect, test } from "vitest";
import { combineColumns } from "./combine-columns.ts";
import { defineLayout } from "./define-layout.ts";
import { flag } from "./flag.ts";
import { flags } from "./flags.ts";
import { oneHot } from "./one-hot.ts";
import { presence } from "./presence.ts";
import { sampleWeight } from "./sample-weight.ts";
import { splitColumns } from "./split-columns.ts";
import { value } from "./value.ts";

describe("presence", () => {
  test("is a frozen definition with the name of the part", () => {
    expect(presence("price")).toEqual({ kind: "presence", of: "price" });
    expect(Object.isFrozen(presence("price"))).toBe(true);
  });

  test.each([undefined, 3, null])("refuses %j, which is no name", (of) => {
    expect(() => Reflect.apply(presence, undefined, [of])).toThrow(TypeError);
    expect(() => Reflect.apply(presence, undefined, [of])).toThrow(
      `Cannot define a presence part: of must be the name of a part, received ${of}`,
    );
    expect(() => Reflect.apply(defineLayout, undefined, [{ known: { kind: "presence", of } }])).toThrow(
      `Cannot define the part "known": of must be the name of a part, received ${of}`,
    );
  });

  test("has a column for each label, however many columns that takes", () => {
    const { parts } = defineLayout({
      digit: oneHot(10),
      "digit there": presence("digit"),
      assays: flags(12),
      "assays there": presence("assays"),
    });
    expect([parts["digit there"].width, parts["assays there"].width]).toEqual([1, 12]);
  });

  test("may come before its part", () => {
    const layout = defineLayout({ known: presence("price"), price: value() });
    expect(combineColumns(layout, { price: [9.5, null] })).toEqual(Float32Array.of(1, 9.5, 0, Number.NaN));
  });

  test("is read off the labels where it is not given: NaN, null, undefined and the codes are missing", () => {
    const layout = defineLayout({ price: value({ missing: -1 }), known: presence("price") });
    const labels = combineColumns(layout, { price: [9.5, -1, null, undefined, Number.NaN] });
    expect(splitColumns(layout, labels).known).toEqual(Uint8Array.of(1, 0, 0, 0, 0));
  });

  test("is taken where it is given, whatever the label under a 0 is", () => {
    const layout = defineLayout({ price: value(), known: presence("price") });
    const labels = combineColumns(layout, { price: [9.5, 7, Number.NaN], known: [true, 0, false] });
    expect(labels).toEqual(Float32Array.of(9.5, 1, Number.NaN, 0, Number.NaN, 0));
  });

  test("refuses a label that is missing where the given presence says that it is there", () => {
    const layout = defineLayout({ price: value(), known: presence("price") });
    expect(() => combineColumns(layout, { price: [null], known: [1] })).toThrow(
      'row 0, part "price": needs a finite float32 number, received null',
    );
  });

  test.each([2, 0.5, Number.NaN, null])("refuses the mask %d, which is neither 0 nor 1", (known) => {
    const layout = defineLayout({ price: value(), known: presence("price") });
    const columns = { price: [1, 1], known: [1, known] };
    expect(() => Reflect.apply(combineColumns, undefined, [layout, columns])).toThrow(
      `Cannot combine labels: row 1, part "known": needs true, false, 1 or 0, received ${known}`,
    );
  });

  test("of a part that is not there names those that are", () => {
    // @ts-expect-error There is no part of this name.
    expect(() => defineLayout({ price: value(), known: presence("prize") })).toThrow(TypeError);
    // @ts-expect-error There is no part of this name.
    expect(() => defineLayout({ price: value(), known: presence("prize") })).toThrow(
      'Cannot define the part "known": a presence must be of a part that holds labels, received "prize"; the parts are price, known',
    );
    // @ts-expect-error A name of Object.prototype is no part.
    expect(() => defineLayout({ price: value(), known: presence("toString") })).toThrow(
      'received "toString"',
    );
  });

  test("of a weight, a presence, or a flag that a condition decides is refused", () => {
    const message = (what: string) =>
      `Cannot define the part "known": a presence must be of a part that holds labels, received "other", ${what}`;
    expect(() => defineLayout({ other: sampleWeight(), known: presence("other") })).toThrow(
      message("of kind sampleWeight"),
    );
    expect(() =>
      defineLayout({ price: value(), known: presence("other"), other: presence("price") }),
    ).toThrow(message("of kind presence"));
    expect(() => defineLayout({ other: flag({ when: "true" }), known: presence("other") })).toThrow(
      message("a flag that a condition decides"),
    );
  });

  test("comes once for a part", () => {
    expect(() =>
      defineLayout({ price: value(), known: presence("price"), stated: presence("price") }),
    ).toThrow(
      'Cannot define the layout: a part needs one presence, received "known" and "stated" of "price"',
    );
  });
});
