import { describe, expect, test } from "vitest";
import { complement } from "./complement.ts";
import { evaluateCondition } from "./evaluate-condition.ts";
import { parseCondition } from "./parse-condition.ts";

describe("complement", () => {
  test.each([
    ["odd", "even"],
    ["even", "odd"],
    ["not odd", "odd"],
    ["digit >= 5", "digit < 5"],
    ["digit<5", "digit >= 5"],
    ["digit > 5", "digit <= 5"],
    ["digit <= 5", "digit > 5"],
    ["digit == 5", "digit != 5"],
    ["digit != 5", "digit = 5"],
    ["digit in 1,3,5", "digit not in 1, 3, 5"],
    ["digit not in 1,3,5", "digit in 1, 3, 5"],
    ["digit % 3 = 0 and digit != 0", "not (digit % 3 = 0 and digit != 0)"],
    ["1 < digit < 5", "not (1 < digit and digit < 5)"],
    ["odd or digit > 5", "not (odd or digit > 5)"],
    ["not (odd and digit > 5)", "odd and digit > 5"],
    ["(digit > 4) = (digit > 2)", "(digit > 4) != (digit > 2)"],
    ["true", "false"],
    ["false", "true"],
  ])("of %j is %j, holds exactly where the other does not, and parses back", (text, opposite) => {
    const condition = parseCondition(text, ["digit"]);
    const other = complement(condition);
    expect(other.text).toBe(opposite);
    for (let digit = -5; digit < 10; digit++) {
      expect(evaluateCondition(other, { digit }), `digit ${digit}`).toBe(
        !evaluateCondition(condition, { digit }),
      );
    }
    expect(parseCondition(other.text, ["digit"])).toEqual(other);
    expect(Object.isFrozen(other.expression)).toBe(true);
  });

  test("of a flag says not, and back again", () => {
    const smoked = parseCondition("smoked", ["age", "smoked"]);
    expect(complement(smoked).text).toBe("not smoked");
    expect(complement(complement(smoked))).toEqual(smoked);
  });
});
