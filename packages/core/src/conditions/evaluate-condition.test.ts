import { describe, expect, test } from "vitest";
import type { Condition } from "./condition.ts";
import { evaluateCondition } from "./evaluate-condition.ts";
import { parseCondition } from "./parse-condition.ts";

const FIELDS = ["age", "smoked"];

function evaluate(text: string, record: Record<string, number | boolean>): boolean {
  return evaluateCondition(parseCondition(text, FIELDS), record);
}

describe("evaluateCondition", () => {
  test.each([
    [31, true, true],
    [31, false, false],
    [19, true, false],
    [20, 1, true],
    [20, 0, false],
  ])("age %i and smoked %o: age >= 20 and smoked is %o", (age, smoked, expected) => {
    expect(evaluate("age >= 20 and smoked", { age, smoked })).toBe(expected);
  });

  test("true and 1 are one value in comparisons", () => {
    expect(evaluate("smoked = true", { smoked: 1 })).toBe(true);
    expect(evaluate("smoked = 1", { smoked: true })).toBe(true);
    expect(evaluate("smoked != false", { smoked: false })).toBe(false);
  });

  test("a remainder has the sign of the divisor", () => {
    expect(evaluate("age % 3 = 2", { age: -1 })).toBe(true);
    expect(evaluate("age % -3 = -2", { age: 1 })).toBe(true);
    expect(evaluate("age % 3 = 0", { age: -3 })).toBe(true);
  });

  test("negative numbers are odd or even as well", () => {
    const odd = parseCondition("odd", ["age"]);
    expect(evaluateCondition(odd, { age: -3 })).toBe(true);
    expect(evaluateCondition(odd, { age: -4 })).toBe(false);
  });

  test("and stops at the first that fails, or at the first that holds", () => {
    expect(evaluate("smoked and age > 20", { smoked: false })).toBe(false);
    expect(evaluate("smoked or age > 20", { smoked: true })).toBe(true);
    expect(evaluate("smoked and age > 20", { smoked: false, age: Number.NaN })).toBe(false);
  });

  test("a field that is missing is named with those there are", () => {
    expect(() => evaluate("age > 1", { smoked: true })).toThrow(TypeError);
    expect(() => evaluate("age > 1", { smoked: true })).toThrow(
      'Cannot evaluate the condition "age > 1": the field "age" is missing, received smoked',
    );
  });

  test("a field inherited from Object.prototype counts as missing", () => {
    const condition = parseCondition("toString = 1", ["toString"]);
    expect(() => evaluateCondition(condition, {})).toThrow('"toString" is missing');
  });

  test.each([Number.NaN, Number.NEGATIVE_INFINITY])(
    "%d is no answer: it throws instead of being false",
    (age) => {
      expect(() => evaluate("age > 1", { age })).toThrow(
        `"age" must be a finite number or a boolean, received ${age}`,
      );
    },
  );

  test("a text in a field is refused", () => {
    // @ts-expect-error Fields are numbers or booleans.
    expect(() => evaluate("age > 1", { age: "20" })).toThrow('received "20"');
  });

  test("a field that stands for a condition must be 0 or 1", () => {
    expect(() => evaluate("age", { age: 20 })).toThrow(
      'the field "age" stands for a condition and so must be true, false, 1 or 0, received 20',
    );
    expect(() => evaluate("not age", { age: 20 })).toThrow("received 20");
  });

  test("odd and even refuse a fraction", () => {
    const even = parseCondition("even", ["age"]);
    expect(() => evaluateCondition(even, { age: 2.5 })).toThrow(
      "odd and even need a whole number, received 2.5",
    );
  });

  test("a remainder by 0 and a sum beyond all numbers are refused", () => {
    expect(() => evaluate("age % 0 = 0", { age: 1 })).toThrow("a remainder needs a divisor, received 0");
    expect(() => evaluate("age + age > 0", { age: 1e308 })).toThrow(
      "every result must be finite, received Infinity",
    );
  });

  test("a tree that no parser made is refused", () => {
    // @ts-expect-error There is no such operator.
    const condition: Condition = { text: "odd", expression: { op: "call", name: "alert" } };
    expect(() => evaluateCondition(condition, {})).toThrow('received the operator "call"');
  });
});
