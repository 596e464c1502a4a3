import { expect, test } from "vitest";
import { median, quantile } from "./median.ts";

test("the median is the value in the middle, or the mean of the two there", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(() => median([])).toThrow("there must be a value, received none");
});

test("a quantile lies between two values in proportion", () => {
  expect(quantile([10, 20], 0.25)).toBe(12.5);
  expect(quantile([10, 20], 1)).toBe(20);
});
