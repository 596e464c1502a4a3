import { describe, expect, test } from "vitest";
import { bincount } from "./bincount.ts";

describe("bincount", () => {
  test("counts each number from 0 to the largest", () => {
    expect(bincount([1, 3, 3, 0])).toEqual([1, 1, 0, 2]);
  });

  test("pads to minLength and never cuts", () => {
    expect(bincount([1], 4)).toEqual([0, 1, 0, 0]);
    expect(bincount([5], 4)).toHaveLength(6);
  });

  test("gives an empty result for no values", () => {
    expect(bincount([])).toEqual([]);
    expect(bincount(new Uint8Array(0), 2)).toEqual([0, 0]);
  });

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1_000_000, 1.7e9])(
    "refuses the value %d and names the row",
    (bad) => {
      expect(() => bincount([0, bad])).toThrow(RangeError);
      expect(() => bincount([0, bad])).toThrow(`from 0 to 999999, received ${bad} in row 1`);
    },
  );

  test.each([-1, 0.5, Number.NaN, 1e9])("refuses minLength %d", (bad) => {
    expect(() => bincount([0], bad)).toThrow(
      `minLength must be a whole number from 0 to 1000000, received ${bad}`,
    );
  });
});
