import { describe, expect, test } from "vitest";
import { accuracy } from "./accuracy.ts";
import { rowWeight } from "./row-weight.ts";

describe("rowWeight", () => {
  test("is 1 where neither mask nor weight is given", () => {
    expect(rowWeight("test", {}, 0)).toBe(1);
  });

  test.each([
    [1, 1],
    [true, 1],
    [0, 0],
    [false, 0],
  ])("takes the mask %o as %d", (mask, weight) => {
    expect(rowWeight("test", { mask: [mask] }, 0)).toBe(weight);
  });

  test("is the weight where the mask is 1, and does not read the weight where it is 0", () => {
    const options = { mask: [1, 0], sampleWeight: [2.5, Number.NaN] };
    expect([0, 1].map((row) => rowWeight("test", options, row))).toEqual([1 * 2.5, 0]);
  });

  test.each([0.5, 2, -1, Number.NaN])("refuses the mask %d and names the row", (bad) => {
    expect(() => rowWeight("test", { mask: [1, bad] }, 1)).toThrow(RangeError);
    expect(() => rowWeight("test", { mask: [1, bad] }, 1)).toThrow(
      `every mask must be 0 or 1, received ${bad} in row 1`,
    );
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("refuses the weight %d and names the row", (bad) => {
    expect(() => rowWeight("test", { sampleWeight: [1, bad] }, 1)).toThrow(RangeError);
    expect(() => rowWeight("test", { sampleWeight: [1, bad] }, 1)).toThrow(
      `finite number of 0 or more, received ${bad} in row 1`,
    );
  });

  test("must be given for every row", () => {
    expect(() => accuracy([1, 2], [1, 2], { mask: [1] })).toThrow(
      "the mask needs one number for each label, received 1 for 2 labels",
    );
    expect(() => accuracy([1, 2], [1, 2], { sampleWeight: [1, 1, 1] })).toThrow(
      "the sampleWeight needs one number for each label, received 3 for 2 labels",
    );
  });
});
