import { describe, expect, test } from "vitest";
import { averageAbsoluteError } from "./average-absolute-error.ts";

describe("averageAbsoluteError", () => {
  test("is the mean distance of scikit-learn's documented example: 0.5", () => {
    expect(averageAbsoluteError([3, -0.5, 2, 7], [2.5, 0, 2, 8])).toBe((0.5 + 0.5 + 0 + 1) / 4);
  });

  test("weighs the rows and does not see those of weight 0", () => {
    const sampleWeight = [1, 3, 0];
    expect(averageAbsoluteError([0, 0, Number.NaN], [2, 4, 1], { sampleWeight })).toBe(
      (1 * 2 + 3 * 4) / (1 + 3),
    );
    expect(averageAbsoluteError([0, 5], [2, Number.POSITIVE_INFINITY], { mask: [true, false] })).toBe(2 / 1);
  });

  test("refuses NaN, two lengths and nothing", () => {
    expect(() => averageAbsoluteError([Number.NaN], [1])).toThrow("received NaN in row 0");
    expect(() => averageAbsoluteError([1], [])).toThrow("received 1 labels and 0 predictions");
    expect(() => averageAbsoluteError([], [])).toThrow(RangeError);
  });
});
