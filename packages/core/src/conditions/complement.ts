import type { ComparisonOperator, Condition, ConditionExpression } from "./condition.ts";
import { formatExpression } from "./format-expression.ts";

const OPPOSITES: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  "=": "!=",
  "!=": "=",
  "<": ">=",
  ">=": "<",
  ">": "<=",
  "<=": ">",
};

/**
 * Gives the opposite of a condition, with a text that reads well.
 *
 * @param condition A condition from `parseCondition` or `validateCondition`.
 * @returns The condition that holds exactly where the other does not; frozen plain data.
 *
 * @example
 * ```ts
 * import { complement, parseCondition } from "@proj/core";
 *
 * console.log(complement(parseCondition("odd", ["digit"])).text); // even
 * console.log(complement(parseCondition("digit >= 5", ["digit"])).text); // digit < 5
 * console.log(complement(parseCondition("digit in 1,3", ["digit"])).text); // digit not in 1, 3
 * ```
 */
export function complement(condition: Condition): Condition {
  const expression = Object.freeze(opposite(condition.expression));
  return Object.freeze({ text: formatExpression(expression), expression });
}

function opposite(expression: ConditionExpression): ConditionExpression {
  switch (expression.op) {
    case "odd":
      return { op: "even", of: expression.of };
    case "even":
      return { op: "odd", of: expression.of };
    case "not":
      return expression.of;
    case "literal":
      return { op: "literal", value: !expression.value };
    case "=":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return { ...expression, op: OPPOSITES[expression.op] };
    default:
      return { op: "not", of: expression };
  }
}
