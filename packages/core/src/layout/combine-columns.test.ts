import { describe, expect, test } from "vitest";
import { combineColumns } from "./combine-columns.ts";
import { defineLayout } from "./define-layout.ts";
import { flag } from "./flag.ts";
import { oneHot } from "./one-hot.ts";
import { value } from "./value.ts";

const layout = defineLayout({ digit: oneHot(3), isOdd: flag(), age: value() });

describe("combineColumns", () => {
  test("writes each sample as a row: one-hot columns, 1 or 0, the number", () => {
    const columns = { digit: Uint8Array.of(1, 2), isOdd: Uint8Array.of(1, 0), age: [30.5, -1] };
    expect(combineColumns(layout, columns)).toEqual(Float32Array.of(0, 1, 0, 1, 30.5, 0, 0, 1, 0, -1));
  });

  test("takes plain arrays, booleans and typed arrays of any type", () => {
    const expected = Float32Array.of(1, 0, 0, 1, 7);
    expect(combineColumns(layout, { digit: [0], isOdd: [true], age: Int32Array.of(7) })).toEqual(expected);
    expect(combineColumns(layout, { digit: Int8Array.of(0), isOdd: [1], age: Float64Array.of(7) })).toEqual(
      expected,
    );
  });

  test("leaves columns alone that the layout does not have", () => {
    const columns = { digit: [0], isOdd: [0], age: [0], name: ["Ada"] };
    expect(combineColumns(layout, columns)).toHaveLength(5);
  });

  test("of no samples is empty", () => {
    expect(combineColumns(layout, { digit: [], isOdd: [], age: [] })).toEqual(new Float32Array(0));
  });

  test.each([3, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses the class index %d", (digit) => {
    const call = () => combineColumns(layout, { digit: [0, digit], isOdd: [0, 0], age: [0, 0] });
    expect(call).toThrow(RangeError);
    expect(call).toThrow(
      `Cannot combine labels: row 1, part "digit": needs a class index from 0 to 2, received ${digit}`,
    );
  });

  test.each([2, 0.5, Number.NaN])("refuses the flag %d", (isOdd) => {
    expect(() => combineColumns(layout, { digit: [0], isOdd: [isOdd], age: [0] })).toThrow(
      `row 0, part "isOdd": needs true, false, 1 or 0, received ${isOdd}`,
    );
  });

  test.each([Number.NaN, Number.NEGATIVE_INFINITY, 1e39])(
    "refuses the value %d, which float32 does not hold",
    (age) => {
      expect(() => combineColumns(layout, { digit: [0], isOdd: [0], age: [age] })).toThrow(
        `row 0, part "age": needs a finite float32 number, received ${age}`,
      );
    },
  );

  test("refuses columns of two lengths and says them", () => {
    expect(() => combineColumns(layout, { digit: [0, 1], isOdd: [0], age: [0, 0] })).toThrow(
      "all columns need the same length, received digit 2, isOdd 1, age 2",
    );
  });

  test("refuses a missing column, and one that is no array", () => {
    // @ts-expect-error A column is missing.
    expect(() => combineColumns(layout, { digit: [0], isOd: [0], age: [0] })).toThrow(
      'the part "isOdd" needs an array or typed array, received undefined among the columns digit, isOd, age',
    );
    // @ts-expect-error A column is an array.
    expect(() => combineColumns(layout, { digit: [0], isOdd: 0, age: [0] })).toThrow("received 0 among");
    // @ts-expect-error A class index is a number.
    expect(() => combineColumns(layout, { digit: ["1"], isOdd: [0], age: [0] })).toThrow('received "1"');
    // @ts-expect-error Columns are an object.
    expect(() => combineColumns(layout, null)).toThrow("columns must be an object of arrays, received null");
  });
});
