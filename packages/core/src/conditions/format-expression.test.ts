import { describe, expect, test } from "vitest";
import { formatExpression } from "./format-expression.ts";
import { parseCondition } from "./parse-condition.ts";

const FIELDS = ["a", "b"];

describe("formatExpression", () => {
  test.each([
    ["a=1", "a = 1"],
    ["a - (b - 1) = 2", "a - (b - 1) = 2"],
    ["(a - b) - 1 = 2", "a - b - 1 = 2"],
    ["(a + b) * 2 > 1", "(a + b) * 2 > 1"],
    ["a * (b % 2) > 1", "a * (b % 2) > 1"],
    ["-(a + b) > -1", "-(a + b) > -1"],
    ["--a > 1", "--a > 1"],
    ["--3 > a", "3 > a"],
    ["not a = b", "not (a = b)"],
    ["not not a", "not not a"],
    ["(a or b) and a", "(a or b) and a"],
    ["a or (b and a)", "a or b and a"],
    ["a and (b and a)", "a and (b and a)"],
    ["not (a and b)", "not (a and b)"],
    ["not a in 1,2", "a not in 1, 2"],
    ["(a not in 1) = b", "(a not in 1) = b"],
    ["(not a) = b", "(not a) = b"],
    ["a+1 in -1,2e30", "a + 1 in -1, 2e+30"],
  ])("writes %j as %j, which parses to the same tree", (text, written) => {
    const { expression } = parseCondition(text, FIELDS);
    expect(formatExpression(expression)).toBe(written);
    expect(parseCondition(written, FIELDS).expression).toEqual(expression);
  });
});
