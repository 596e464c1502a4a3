import { expect, test } from "vitest";
import { argMax } from "./arg-max.ts";

test("argMax gives the column of each row's largest value, the first of equals", () => {
  expect(argMax(new Float32Array([0.1, 0.9, 0.8, 0.2, 0.5, 0.5]), 2)).toEqual(Int32Array.from([1, 0, 0]));
  expect(argMax(new Float32Array([-3, -1, -2]), 3)).toEqual(Int32Array.from([1]));
  expect(argMax(new Float32Array(0), 4)).toEqual(new Int32Array(0));
});

test.each([
  [5, 2],
  [4, 0],
  [4, 1.5],
])("argMax refuses %i values in rows of %d", (length, classes) => {
  expect(() => argMax(new Float32Array(length), classes)).toThrow(
    `received ${length} values and ${classes} classes`,
  );
});

test("argMax refuses NaN and names the row", () => {
  expect(() => argMax(new Float32Array([0, 1, 0, Number.NaN]), 2)).toThrow("received NaN in row 1");
});
