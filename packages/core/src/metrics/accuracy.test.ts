import { describe, expect, test } from "vitest";
import { accuracy } from "./accuracy.ts";

describe("accuracy", () => {
  test("is the share of rows where prediction and label agree", () => {
    expect(accuracy([1, 3, 5, 7], [1, 3, 5, 9])).toBe(3 / 4);
  });

  test("takes typed arrays of different types", () => {
    expect(accuracy(Uint8Array.of(1, 2), Float32Array.of(1, 2))).toBe(2 / 2);
  });

  test("is 0, not NaN, where nothing agrees", () => {
    expect(accuracy([0, 2], [1, 3])).toBe(0 / 2);
  });

  test("refuses an empty list instead of returning NaN", () => {
    expect(() => accuracy([], [])).toThrow(RangeError);
    expect(() => accuracy([], [])).toThrow("at least one label is needed, received none");
  });

  test("refuses two lengths and says both", () => {
    expect(() => accuracy([1, 2, 3], [1, 2])).toThrow("received 3 labels and 2 predictions");
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])("refuses %d and names the row", (bad) => {
    expect(() => accuracy([1, bad], [1, 2])).toThrow(
      `every label must be a finite number, received ${bad} in row 1`,
    );
    expect(() => accuracy([1, 2], [bad, 2])).toThrow(
      `every prediction must be a finite number, received ${bad} in row 0`,
    );
  });

  test("does not see what is masked, NaN included", () => {
    expect(accuracy([1, Number.NaN, 5, 7], [1, 2, Number.NaN, 9], { mask: [1, 0, 0, 1] })).toBe(1 / 2);
  });

  test("counts a row as much as it weighs", () => {
    expect(accuracy([1, 2, 3], [1, 2, 0], { sampleWeight: [1, 2, 5] })).toBe((1 + 2) / (1 + 2 + 5));
  });

  test("refuses rows that all weigh 0", () => {
    expect(() => accuracy([1], [1], { sampleWeight: [0] })).toThrow("received 1 of weight 0");
  });
});
