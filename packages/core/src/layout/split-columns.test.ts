import { describe, expect, test } from "vitest";
import { combineColumns } from "./combine-columns.ts";
import { defineLayout } from "./define-layout.ts";
import { flag } from "./flag.ts";
import { oneHot } from "./one-hot.ts";
import { splitColumns } from "./split-columns.ts";
import { value } from "./value.ts";

const layout = defineLayout({ digit: oneHot(3), isOdd: flag(), age: value() });

describe("splitColumns", () => {
  test("gives class indices in the smallest type that holds them", () => {
    for (const [classes, type] of [
      [256, Uint8Array],
      [257, Uint16Array],
      [65_537, Uint32Array],
    ] as const) {
      const wide = defineLayout({ one: oneHot(classes) });
      const split = splitColumns(wide, combineColumns(wide, { one: [classes - 1] }));
      expect(split.one).toEqual(type.of(classes - 1));
    }
  });

  test("refuses a length that is no multiple of the width", () => {
    expect(() => splitColumns(layout, new Float32Array(7))).toThrow(
      "their length must be a multiple of the layout's width 5, received 7",
    );
  });

  test.each([
    [[0, 0, 0, 0, 0], 'row 0, part "digit": needs a single 1 and else 0 in its columns, received 0 times 1'],
    [[1, 1, 0, 0, 0], 'part "digit": needs a single 1 and else 0 in its columns, received 2 times 1'],
    [[1, 0.5, 0, 0, 0], "received 1 times 1 and 1 other numbers"],
    [[Number.NaN, 0, 1, 0, 0], "received 1 times 1 and 1 other numbers"],
    [[1, 0, 0, 0.5, 0], 'part "isOdd": needs 1 or 0, received 0.5'],
    [[1, 0, 0, 1, Number.NaN], 'part "age": needs a finite float32 number, received NaN'],
  ])("refuses the row %j, which cannot have been combined", (row, message) => {
    expect(() => splitColumns(layout, Float32Array.from(row))).toThrow(RangeError);
    expect(() => splitColumns(layout, Float32Array.from(row))).toThrow(message);
  });

  test("refuses what is no Float32Array", () => {
    // @ts-expect-error Labels are a Float32Array.
    expect(() => splitColumns(layout, [1, 0, 0, 0, 0])).toThrow(
      "they must be a Float32Array, received an array of 5",
    );
  });
});
