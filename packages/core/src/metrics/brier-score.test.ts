import { describe, expect, test } from "vitest";
import { brierScore } from "./brier-score.ts";

describe("brierScore", () => {
  test("is the mean squared distance of scikit-learn's documented example: 0.0375", () => {
    expect(brierScore([0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3])).toBeCloseTo(
      (0.1 ** 2 + 0.1 ** 2 + 0.2 ** 2 + 0.3 ** 2) / 4,
      15,
    );
  });

  test("is 0 for what was certain and right, 1 for what was certain and wrong, 0.25 for one half", () => {
    expect(brierScore([0, 1], [0, 1])).toBe(0);
    expect(brierScore([0, 1], [1, 0])).toBe(1);
    expect(brierScore([0, 1], [0.5, 0.5])).toBe(0.5 ** 2);
  });

  test("weighs the rows and does not see those of weight 0", () => {
    const sampleWeight = [3, 1, 0];
    expect(brierScore([0, 1, Number.NaN], [0.5, 1, 7], { sampleWeight })).toBe((3 * 0.25 + 1 * 0) / (3 + 1));
    expect(brierScore([0, 1, -1], [0.5, 1, Number.NaN], { mask: [1, 1, 0] })).toBe((0.25 + 0) / 2);
  });

  test("refuses labels of more classes, what is no probability, and NaN", () => {
    expect(() => brierScore([2], [0.5])).toThrow("every label must be 0 or 1, received 2 in row 0");
    expect(() => brierScore([1], [1.5])).toThrow("probability from 0 to 1, received 1.5 in row 0");
    expect(() => brierScore([1], [-0.1])).toThrow(RangeError);
    expect(() => brierScore([1], [Number.NaN])).toThrow(TypeError);
    expect(() => brierScore([], [])).toThrow("at least one label is needed");
  });
});
