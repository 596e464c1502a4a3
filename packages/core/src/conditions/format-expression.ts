import type { ConditionExpression } from "./condition.ts";

/** How tightly an operator binds, from the loosest. */
const LEVEL = { or: 1, and: 2, not: 3, comparison: 4, sum: 5, product: 6, negate: 7, primary: 8 } as const;

/**
 * Writes a condition's tree as text that parses back to the same tree.
 *
 * @param expression The tree.
 * @returns Text with single spaces and no needless parentheses.
 */
export function formatExpression(expression: ConditionExpression): string {
  return format(expression, LEVEL.or);
}

/** The text of `expression`, in parentheses where it binds more loosely than `level`. */
function format(expression: ConditionExpression, level: number): string {
  const text = formatBare(expression);
  return levelOf(expression) < level ? `(${text})` : text;
}

function formatBare(expression: ConditionExpression): string {
  switch (expression.op) {
    case "literal":
      return String(expression.value);
    case "field":
      return expression.name;
    case "odd":
    case "even":
      return expression.op;
    case "negate":
      return `-${format(expression.of, LEVEL.negate)}`;
    case "not":
      if (expression.of.op === "in") return formatIn(expression.of, "not in");
      // `not a = b` means the same, but reads as (not a) = b.
      return `not ${format(expression.of, expression.of.op === "not" ? LEVEL.not : LEVEL.sum)}`;
    case "in":
      return formatIn(expression, "in");
    case "and":
    case "or":
      return expression.of.map((part) => format(part, LEVEL[expression.op] + 1)).join(` ${expression.op} `);
    default: {
      const own = levelOf(expression);
      // Operators of one level group from the left; comparisons do not group at all.
      const left = format(expression.left, own === LEVEL.comparison ? LEVEL.sum : own);
      return `${left} ${expression.op} ${format(expression.right, own + 1)}`;
    }
  }
}

function formatIn(expression: ConditionExpression & { readonly op: "in" }, word: string): string {
  return `${format(expression.of, LEVEL.sum)} ${word} ${expression.values.join(", ")}`;
}

function levelOf(expression: ConditionExpression): number {
  switch (expression.op) {
    case "literal":
    case "field":
    case "odd":
    case "even":
      return LEVEL.primary;
    case "or":
    case "and":
    case "negate":
      return LEVEL[expression.op];
    case "not":
      return expression.of.op === "in" ? LEVEL.comparison : LEVEL.not;
    case "+":
    case "-":
      return LEVEL.sum;
    case "*":
    case "%":
      return LEVEL.product;
    default:
      return LEVEL.comparison;
  }
}
