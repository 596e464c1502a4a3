import { describe, expect, test } from "vitest";
import { complement } from "./complement.ts";
import { ConditionSyntaxError } from "./condition-syntax-error.ts";
import { parseCondition } from "./parse-condition.ts";
import { validateCondition } from "./validate-condition.ts";

describe("validateCondition", () => {
  test.each(["odd", "digit >= 5", "digit in 1,-0,5 and not digit = 3", "1 < digit < 5"])(
    "gives %j back after a trip through JSON",
    (text) => {
      const condition = parseCondition(text, ["digit"]);
      for (const each of [condition, complement(condition)]) {
        const back = validateCondition(JSON.parse(JSON.stringify(each)), ["digit"]);
        expect(back).toEqual(each);
        expect(Object.isFrozen(back)).toBe(true);
      }
    },
  );

  test.each([null, 5, "odd", [], {}, { text: 5 }])("refuses %j, which is no condition", (json) => {
    expect(() => validateCondition(json, ["digit"])).toThrow(TypeError);
    expect(() => validateCondition(json, ["digit"])).toThrow(
      "must be an object with a text and an expression",
    );
  });

  test.each([
    undefined,
    null,
    { op: "even", of: { op: "field", name: "digit" } },
    { op: "odd", of: { op: "field", name: "other" } },
    { op: "odd", of: { op: "field", name: "digit" }, more: 1 },
    { op: "odd" },
    { op: "odd", of: [{ op: "field", name: "digit" }] },
  ])("refuses the tree %j, which odd does not mean", (expression) => {
    expect(() => validateCondition({ text: "odd", expression }, ["digit"])).toThrow(
      'its expression must be what its text "odd" means',
    );
  });

  test("refuses a text that is no condition over these fields", () => {
    const json = JSON.parse(JSON.stringify(parseCondition("age > 3", ["age"])));
    expect(() => validateCondition(json, ["digit"])).toThrow(ConditionSyntaxError);
  });

  test("is not led into the depths of a tree that was made to be deep", () => {
    let expression: unknown = { op: "field", name: "digit" };
    for (let depth = 0; depth < 100_000; depth++) expression = { op: "not", of: expression };
    expect(() => validateCondition({ text: "not odd", expression }, ["digit"])).toThrow(TypeError);
  });
});
