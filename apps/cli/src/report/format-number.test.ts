import { describe, expect, test } from "vitest";
import { formatCount, formatImages, formatLoss, formatPercent } from "./format-number.ts";

test.each([
  [0, "0"],
  [999, "999"],
  [1000, "1,000"],
  [60_000, "60,000"],
  [1_234_567, "1,234,567"],
])("formatCount puts a comma between thousands: %d is %s", (count, text) => {
  expect(formatCount(count)).toBe(text);
});

test("formatImages says one image, and more images", () => {
  expect([formatImages(0), formatImages(1, "held-out"), formatImages(5074, "held-out")]).toEqual([
    "0 images",
    "1 held-out image",
    "5,074 held-out images",
  ]);
});

describe("formatPercent", () => {
  test.each([
    [0, "0.00 %"],
    [1, "100.00 %"],
    [0.97905, "97.91 %"],
    [2 / 3, "66.67 %"],
  ])("%d is %s", (share, text) => {
    expect(formatPercent(share)).toBe(text);
  });

  test("rounds neither the first right answer of 60,000 to none nor the last wrong one to all", () => {
    expect(formatPercent(1 / 60_000)).toBe("<0.01 %");
    expect(formatPercent(59_999 / 60_000)).toBe(">99.99 %");
    expect(formatPercent(9_999 / 10_000)).toBe("99.99 %");
  });

  test("writes a dash where nothing was measured", () => {
    expect([formatPercent(null), formatPercent(Number.NaN)]).toEqual(["–", "–"]);
  });
});

test.each([
  [0.13724, "0.1372"],
  [1.23456, "1.2346"],
  [0, "0.0000"],
  [0.0000123, "1.23e-5"],
  [Number.NaN, "–"],
  [Number.POSITIVE_INFINITY, "–"],
])("formatLoss writes %d as %s", (loss, text) => {
  expect(formatLoss(loss)).toBe(text);
});
