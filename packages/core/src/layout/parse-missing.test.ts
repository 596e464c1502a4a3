import { describe, expect, test } from "vitest";
import { classIndex } from "./class-index.ts";
import { combineColumns } from "./combine-columns.ts";
import { defineLayout } from "./define-layout.ts";
import { flag } from "./flag.ts";
import { flags } from "./flags.ts";
import { oneHot } from "./one-hot.ts";
import type { LabelOptions } from "./part-definitions.ts";
import { presence } from "./presence.ts";
import { splitColumns } from "./split-columns.ts";
import { value } from "./value.ts";
import { values } from "./values.ts";

const KINDS = [
  ["a one-hot part", (options: LabelOptions) => oneHot(3, options)],
  ["a class index part", (options: LabelOptions) => classIndex(3, options)],
  ["a flag", (options: LabelOptions) => flag(options)],
  ["flags", (options: LabelOptions) => flags(1, options)],
  ["a value", (options: LabelOptions) => value(options)],
  ["values", (options: LabelOptions) => values(1, options)],
] as const;

describe.each(KINDS)("what stands for a missing label in %s", (what, define) => {
  test("is one number, null, or a list of them, each kept once; NaN and null go without saying", () => {
    expect(define({})).not.toHaveProperty("missing");
    expect(define({ missing: -1 }).missing).toEqual([-1]);
    expect(define({ missing: null }).missing).toEqual([]);
    expect(define({ missing: [-1, -100, -1, null, Number.NaN] }).missing).toEqual([-1, -100]);
  });

  test.each([["-1"], [true], [{}], [Number.POSITIVE_INFINITY], [Number.NEGATIVE_INFINITY]])(
    "is not %s, alone or in a list",
    (missing) => {
      for (const given of [missing, [-1, missing]]) {
        const call = () => Reflect.apply(define, undefined, [{ missing: given }]);
        expect(call).toThrow(TypeError);
        expect(call).toThrow(
          `Cannot define ${what}: missing must be a finite number, NaN, null or a list of them, received`,
        );
      }
    },
  );

  test("is misspelt at nobody's cost: other options are refused", () => {
    for (const [options, received] of [
      [{ mising: -1 }, 'options must have no other fields than .*missing, received "mising"'],
      [-1, "options must be an object, received -1"],
    ]) {
      const call = () => Reflect.apply(define, undefined, [options]);
      expect(call).toThrow(TypeError);
      expect(call).toThrow(new RegExp(`^Cannot define ${what}: ${received}$`));
    }
  });

  test("needs a presence part, and is NaN beside a presence of 0", () => {
    expect(() => defineLayout({ part: define({ missing: -1 }) })).toThrow(
      'Cannot define the layout: a part with missing labels needs a presence part, received none for "part"; add one more part: presence("part")',
    );
    const layout = defineLayout({ part: define({ missing: [-1, 7] }), known: presence("part") });
    // A type for any of the kinds would say less than the test.
    const labels = Reflect.apply(combineColumns, undefined, [
      layout,
      { part: [1, -1, 7, null, undefined, Number.NaN] },
    ]);
    const split = splitColumns(layout, labels);
    expect([...split.part]).toEqual([1, ...Array(5).fill(Number.NaN)]);
    expect(split.known).toEqual(Uint8Array.of(1, 0, 0, 0, 0, 0));
  });

  test("is found among float32 numbers, which hold it rounded", () => {
    const layout = defineLayout({ part: define({ missing: -9.9 }), known: presence("part") });
    const labels = Reflect.apply(combineColumns, undefined, [layout, { part: Float32Array.of(1, -9.9) }]);
    expect(splitColumns(layout, labels).known).toEqual(Uint8Array.of(1, 0));
  });

  test("refuses a number that is neither a label nor stands for a missing one", () => {
    const layout = defineLayout({ part: define({ missing: -1 }), known: presence("part") });
    expect(() => Reflect.apply(combineColumns, undefined, [layout, { part: [0, "x"] }])).toThrow(
      'row 1, part "part"',
    );
  });
});
