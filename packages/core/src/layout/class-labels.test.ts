import { describe, expect, test } from "vitest";
import { classIndex } from "./class-index.ts";
import { combineColumns } from "./combine-columns.ts";
import { defineLayout } from "./define-layout.ts";
import { oneHot } from "./one-hot.ts";
import { splitColumns } from "./split-columns.ts";

describe.each([
  ["oneHot", oneHot, "define a one-hot part"],
  ["classIndex", classIndex, "define a class index part"],
] as const)("%s", (kind, define, action) => {
  test("is a frozen definition with the number of classes", () => {
    expect(define(10)).toEqual({ kind, classes: 10 });
    expect(Object.isFrozen(define(10))).toBe(true);
  });

  test("takes names of classes instead, and keeps a copy", () => {
    const names = ["setosa", "versicolor"];
    const definition = define(names);
    names.push("virginica");
    expect(definition).toEqual({ kind, classes: 2, names: ["setosa", "versicolor"] });
    expect(Object.isFrozen(definition.names)).toBe(true);
  });

  test.each([1, 0, -3, 2.5, Number.NaN, Number.POSITIVE_INFINITY, 1_000_001])(
    "refuses %d classes",
    (classes) => {
      expect(() => define(classes)).toThrow(RangeError);
      expect(() => define(classes)).toThrow(
        `Cannot ${action}: classes must be a whole number from 2 to 1000000, received ${classes}`,
      );
    },
  );

  test("refuses a single name, one that comes twice, and one that is empty or no text", () => {
    expect(() => define(["only"])).toThrow("classes must be a whole number from 2 to 1000000, received 1");
    expect(() => define(["a", "b", "a"])).toThrow(TypeError);
    expect(() => define(["a", "b", "a"])).toThrow(
      `Cannot ${action}: names must be different texts that are not empty, received "a" twice`,
    );
    expect(() => define(["a", ""])).toThrow('received ""');
    // @ts-expect-error A name is a text.
    expect(() => define(["a", 3])).toThrow("received 3");
    // @ts-expect-error A number or names.
    expect(() => define("3")).toThrow('received "3"');
  });

  test("refuses JSON in which names and number differ, or names are no list", () => {
    const layout = (part: object) => () => Reflect.apply(defineLayout, undefined, [{ digit: part }]);
    expect(layout({ kind, classes: 3, names: ["a", "b"] })).toThrow(RangeError);
    expect(layout({ kind, classes: 3, names: ["a", "b"] })).toThrow(
      'Cannot define the part "digit": classes must be 2, the number of names, received 3',
    );
    expect(layout({ kind, classes: 3, names: "abc" })).toThrow('names must be a list, received "abc"');
    expect(layout({ kind })).toThrow("classes must be a whole number from 2 to 1000000, received undefined");
  });
});

describe("classIndex in a layout", () => {
  const layout = defineLayout({ word: classIndex(3) });

  test("takes one column, which holds the index", () => {
    expect(layout.width).toBe(1);
    expect(combineColumns(layout, { word: [2, 0] })).toEqual(Float32Array.of(2, 0));
    expect(splitColumns(layout, Float32Array.of(2, 0)).word).toEqual(Uint8Array.of(2, 0));
  });

  test.each([3, -1, 0.5, Number.NaN])("refuses %d, which is no class", (word) => {
    expect(() => combineColumns(layout, { word: [0, word] })).toThrow(
      `Cannot combine labels: row 1, part "word": needs a class index from 0 to 2, received ${word}`,
    );
    expect(() => splitColumns(layout, Float32Array.of(0, word))).toThrow(
      `Cannot split labels: row 1, part "word": needs the index of a class, received ${word}`,
    );
  });
});
