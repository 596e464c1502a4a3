import "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { combineColumns } from "./combine-columns.ts";
import { combineLabels } from "./combine-labels.ts";
import { defineLayout } from "./define-layout.ts";
import { flags } from "./flags.ts";
import { presence } from "./presence.ts";
import { splitColumns } from "./split-columns.ts";
import { values } from "./values.ts";

describe.each([
  ["flags", flags, "define flags"],
  ["values", values, "define values"],
] as const)("%s", (kind, define, action) => {
  test("is a frozen definition with the number of labels, which may be 1", () => {
    expect(define(12)).toEqual({ kind, size: 12 });
    expect(define(1)).toEqual({ kind, size: 1 });
    expect(Object.isFrozen(define(12))).toBe(true);
  });

  test("takes names instead", () => {
    expect(define(["x", "y"])).toEqual({ kind, size: 2, names: ["x", "y"] });
  });

  test.each([0, -1, 1.5, Number.NaN, 1_000_001])("refuses a size of %d", (size) => {
    expect(() => define(size)).toThrow(RangeError);
    expect(() => define(size)).toThrow(
      `Cannot ${action}: size must be a whole number from 1 to 1000000, received ${size}`,
    );
  });

  test("refuses names that come twice or are empty, and no names at all", () => {
    expect(() => define(["x", "x"])).toThrow(`Cannot ${action}: names must be different texts`);
    expect(() => define([""])).toThrow(TypeError);
    expect(() => define([])).toThrow("size must be a whole number from 1 to 1000000, received 0");
  });

  test("takes a column of B * K, sample by sample, and says which label of which row is wrong", () => {
    const layout = defineLayout({ part: define(2) });
    expect(combineColumns(layout, { part: [1, 0, 0, 1] })).toEqual(Float32Array.of(1, 0, 0, 1));
    expect(() => combineColumns(layout, { part: [1, 0, 0, Number.NaN] })).toThrow(
      /row 1, part "part": label 1 needs .*, received NaN/,
    );
    expect(() => splitColumns(layout, Float32Array.of(0, 0, Number.NaN, 0))).toThrow(
      /row 1, part "part": label 0 needs .*, received NaN/,
    );
  });

  test("refuses a column that is no multiple of K", () => {
    const layout = defineLayout({ part: define(2), other: define(1) });
    expect(() => combineColumns(layout, { part: [1, 0, 0], other: [0] })).toThrow(RangeError);
    expect(() => combineColumns(layout, { part: [1, 0, 0], other: [0] })).toThrow(
      "all columns need the same length, received part 3 of 2 a sample, other 1",
    );
  });

  test("refuses a sample with more or fewer labels, or none", () => {
    const layout = defineLayout({ part: define(2) });
    for (const [part, received] of [
      [[1], "an array of 1"],
      [Uint8Array.of(1, 0, 1), "Uint8Array of 3"],
      [1, "1"],
    ] as const) {
      expect(() => Reflect.apply(combineLabels, undefined, [layout, [{ part: [1, 0] }, { part }]])).toThrow(
        `Cannot combine labels: row 1, part "part": needs an array of 2, received ${received}`,
      );
    }
  });
});

test("the presence of a list of one label comes as a list or alone", async () => {
  const layout = defineLayout({ part: flags(1), known: presence("part") });
  const labels = combineLabels(layout, [
    { part: [1], known: [0] },
    { part: [1], known: 1 },
  ]);
  expect(Array.from(await labels.data())).toEqual([Number.NaN, 0, 1, 1]);
  labels.dispose();
});
