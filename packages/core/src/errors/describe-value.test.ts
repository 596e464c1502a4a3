import { describe, expect, test } from "vitest";
import { describeNames, describeValue } from "./describe-value.ts";

describe("describeValue", () => {
  test.each([
    [3, "3"],
    ["3", '"3"'],
    [Number.NaN, "NaN"],
    [null, "null"],
    [undefined, "undefined"],
    [10n, "10n"],
    [true, "true"],
    [[1, 2], "an array of 2"],
    [new Uint8Array(4), "Uint8Array of 4"],
    [new DataView(new ArrayBuffer(2)), "DataView"],
    [{ a: 1 }, "an object"],
    [Object.create(null), "an object"],
    [new Map(), "an object of class Map"],
    [() => 1, "a function"],
  ])("shows %o on one line", (value, shown) => {
    expect(describeValue(value)).toBe(shown);
  });

  test("cuts a long string to 60 characters", () => {
    const shown = describeValue("x".repeat(1000));
    expect(shown).toHaveLength(60);
    expect(shown).toMatch(/^"x+\.\.\.$/);
  });
});

describe("describeNames", () => {
  test("lists names in order", () => {
    expect(describeNames(["digit", "isOdd"])).toBe("digit, isOdd");
  });

  test("says none for an empty list", () => {
    expect(describeNames([])).toBe("none");
  });

  test("cuts after 20 names and counts the rest", () => {
    const names = Array.from({ length: 23 }, (_, index) => `p${index}`);
    expect(describeNames(names)).toMatch(/p19 and 3 more$/);
  });
});
