import { expect, test } from "vitest";
import { meanOf, resultTable } from "./result-table.ts";

test("resultTable lays figures to the right with three decimals, and a dash for none", () => {
  expect(resultTable(["", "one", "two"], [["masked", 0.5, null]])).toBe(
    "          one  two\nmasked  0.500    -",
  );
});

test("meanOf is the mean, or none where a figure is missing", () => {
  expect(meanOf([1, 2])).toBe((1 + 2) / 2);
  expect(meanOf([1, null])).toBeNull();
});
