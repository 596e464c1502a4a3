import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  conditionTrees,
  FLAG_FIELDS,
  NUMBER_FIELDS,
  type PartialRecord,
  partialRecords,
} from "../testing/arbitrary-condition.ts";
import { holds } from "../testing/property.ts";
import { complement } from "./complement.ts";
import type { ConditionExpression } from "./condition.ts";
import { conditionTest, evaluateCondition } from "./evaluate-condition.ts";
import { formatExpression } from "./format-expression.ts";
import { parseCondition } from "./parse-condition.ts";
import { validateCondition } from "./validate-condition.ts";

const FIELDS = [...NUMBER_FIELDS, ...FLAG_FIELDS];
/** Longer texts are refused, and trees that long say nothing new. */
const trees = conditionTrees().filter((tree) => formatExpression(tree).length <= 500);

const both = (
  left: number | null,
  right: number | null,
  compute: (left: number, right: number) => number | boolean,
): number | null => (left === null || right === null ? null : Number(compute(left, right)));

/** The value of a tree: a number, a condition as 1 or 0, or null where it is unknown. Nothing is cut short. */
function reckon(tree: ConditionExpression, record: PartialRecord): number | null {
  const of = (child: ConditionExpression): number | null => reckon(child, record);
  switch (tree.op) {
    case "literal":
      return Number(tree.value);
    case "field": {
      const value = record[tree.name] ?? null;
      return value === null ? null : Number(value);
    }
    case "negate":
      return both(0, of(tree.of), (zero, value) => zero - value);
    case "not":
      return both(1, of(tree.of), (one, value) => one - value);
    case "in":
      return both(0, of(tree.of), (_, value) => tree.values.some((each) => each === value));
    // Kleene's tables, false before unknown before true: the least of all, and the greatest.
    case "and":
    case "or": {
      const ranks = tree.of.map((part) => of(part) ?? 0.5);
      const rank = tree.op === "and" ? Math.min(...ranks) : Math.max(...ranks);
      return rank === 0.5 ? null : rank;
    }
    case "odd":
    case "even":
      throw new Error("These need a single field");
    default:
      return both(of(tree.left), of(tree.right), (left, right) => {
        switch (tree.op) {
          case "+":
            return left + right;
          case "-":
            return left - right;
          case "*":
            return left * right;
          case "%":
            return left - right * Math.floor(left / right);
          case "=":
            return left === right;
          case "!=":
            return left !== right;
          case "<":
            return left < right;
          case "<=":
            return left <= right;
          case ">":
            return left > right;
          default:
            return left >= right;
        }
      });
  }
}

describe("random conditions", () => {
  test("as text parse back to the same tree", () =>
    holds(
      trees,
      (tree) => {
        const text = formatExpression(tree);
        expect(parseCondition(text, FIELDS)).toEqual({ text, expression: tree });
      },
      300,
    ));

  test("come back from JSON", () =>
    holds(trees, (tree) => {
      const condition = parseCondition(formatExpression(tree), FIELDS);
      expect(validateCondition(JSON.parse(JSON.stringify(condition)), FIELDS)).toEqual(condition);
    }));

  test("over fields of which some are unknown follow Kleene's logic, and do not hold where the answer is unknown", () =>
    holds(
      fc.tuple(trees, partialRecords()),
      ([tree, record]) => {
        const condition = { text: formatExpression(tree), expression: tree };
        expect(conditionTest(condition, (name) => record[name])()).toBe(reckon(tree, record) === 1);
      },
      500,
    ));

  test("are unknown in the same way for null, undefined and NaN", () =>
    holds(fc.tuple(trees, partialRecords()), ([tree, record]) => {
      const condition = { text: formatExpression(tree), expression: tree };
      const answers = [null, undefined, Number.NaN].map((unknown) =>
        conditionTest(condition, (name) => record[name] ?? unknown)(),
      );
      expect(new Set(answers).size).toBe(1);
    }));

  test("over known fields hold where their complement does not", () =>
    holds(
      fc.tuple(trees, partialRecords()),
      ([tree, record]) => {
        const known = Object.fromEntries(Object.entries(record).map(([name, value]) => [name, value ?? 1]));
        const condition = { text: formatExpression(tree), expression: tree };
        const answer = evaluateCondition(condition, known);
        expect(answer).toBe(reckon(tree, known) === 1);
        expect(evaluateCondition(complement(condition), known)).toBe(!answer);
        expect(parseCondition(complement(condition).text, FIELDS).expression).toEqual(
          complement(condition).expression,
        );
      },
      300,
    ));
});
