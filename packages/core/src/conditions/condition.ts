/** An arithmetic operator of the expression language. */
export type ArithmeticOperator = "+" | "-" | "*" | "%";

/** A comparison of the expression language. */
export type ComparisonOperator = "=" | "!=" | "<" | "<=" | ">" | ">=";

/**
 * A parsed condition: a tree of plain JSON data, so that it can be stored, sent and evaluated anywhere.
 *
 * Every node has its operator in `op`; `of`, `left` and `right` hold the nodes it applies to. Where a number is needed,
 * true counts as 1 and false as 0.
 */
export type ConditionExpression =
  | { readonly op: "literal"; readonly value: number | boolean }
  | { readonly op: "field"; readonly name: string }
  | { readonly op: "odd" | "even" | "negate" | "not"; readonly of: ConditionExpression }
  | {
      readonly op: ArithmeticOperator | ComparisonOperator;
      readonly left: ConditionExpression;
      readonly right: ConditionExpression;
    }
  | { readonly op: "in"; readonly of: ConditionExpression; readonly values: readonly number[] }
  | { readonly op: "and" | "or"; readonly of: readonly ConditionExpression[] };

/** When a label counts: the text that states it, and what the text means. Frozen plain data, ready for JSON. */
export interface Condition {
  /** The condition as written, such as `digit >= 5`. */
  readonly text: string;
  /** The same condition as a tree. */
  readonly expression: ConditionExpression;
}
