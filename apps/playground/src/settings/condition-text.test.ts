import { expect, test } from "vitest";
import { conditionText, digitsOf } from "./condition-text.ts";

test.each([
  [[1, 3, 5, 7, 9], "odd"],
  [[0, 2, 4, 6, 8], "even"],
  [[5, 6, 7, 8, 9], "digit >= 5"],
  [[4], "digit in 4"],
  [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], "digit in 0,1,2,3,4,5,6,7,8,9"],
] as const)("%o is the condition %s, which holds for them and no others", (digits, text) => {
  expect(conditionText(digits)).toBe(text);
  expect(digitsOf(text)).toEqual(digits);
});

test("what is no condition over digits is refused", () => {
  expect(() => digitsOf("digit ==")).toThrow("Cannot parse");
  expect(() => digitsOf("label > 3")).toThrow("label");
});
