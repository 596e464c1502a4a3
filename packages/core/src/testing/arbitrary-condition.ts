import fc, { type Arbitrary, type LetrecTypedTie } from "fast-check";
import type { ConditionExpression } from "../conditions/condition.ts";

/** Fields that hold numbers. */
export const NUMBER_FIELDS = ["age", "digit"] as const;
/** Fields that stand for conditions: true, false, 1 or 0. */
export const FLAG_FIELDS = ["smoked", "isOdd"] as const;

interface Trees {
  readonly number: ConditionExpression;
  readonly condition: ConditionExpression;
}

const integer = fc.integer({ min: -9, max: 9 });
const literal = (value: number | boolean): ConditionExpression => ({ op: "literal", value });
const field = (name: string): ConditionExpression => ({ op: "field", name });
const numberLeaf = fc.oneof(
  integer.map(literal),
  fc.constantFrom(...NUMBER_FIELDS, ...FLAG_FIELDS).map(field),
);
const conditionLeaf = fc.oneof(fc.boolean().map(literal), fc.constantFrom(...FLAG_FIELDS).map(field));

/**
 * Makes random condition trees as the parser makes them: every operator but `odd` and `even`, which need a single field; no
 * remainder by 0.
 *
 * @returns Trees of a few levels.
 */
export function conditionTrees(): Arbitrary<ConditionExpression> {
  const { condition } = fc.letrec<Trees>((tie: LetrecTypedTie<Trees>) => {
    const list = fc.array(tie("condition"), { minLength: 2, maxLength: 3 });
    const number = fc.oneof(
      { maxDepth: 3, depthIdentifier: "tree" },
      numberLeaf,
      // The parser folds a sign before a number.
      tie("number")
        .filter(({ op }) => op !== "literal")
        .map((of) => ({ op: "negate" as const, of })),
      fc.record({ op: fc.constantFrom("+", "-", "*"), left: tie("number"), right: tie("number") }),
      fc.record({
        op: fc.constant("%" as const),
        left: tie("number"),
        right: integer.filter((divisor) => divisor !== 0).map(literal),
      }),
    );
    const comparison = fc.record({
      op: fc.constantFrom("=", "!=", "<", "<=", ">", ">="),
      left: tie("number"),
      right: tie("number"),
    });
    const equivalence = fc.record({
      op: fc.constantFrom("=", "!="),
      left: tie("condition"),
      right: tie("condition"),
    });
    const membership = fc.record({
      op: fc.constant("in" as const),
      of: tie("number"),
      values: fc.array(integer, { minLength: 1, maxLength: 3 }),
    });
    return {
      number,
      condition: fc.oneof(
        { maxDepth: 4, depthIdentifier: "tree" },
        conditionLeaf,
        comparison,
        equivalence,
        membership,
        tie("condition").map((of) => ({ op: "not" as const, of })),
        fc.record({ op: fc.constantFrom("and", "or"), of: list }),
      ),
    };
  });
  return condition;
}

/** What a sample says of the fields; null where a field is unknown. */
export type PartialRecord = Readonly<Record<string, number | boolean | null>>;

/**
 * Makes random samples, of which about a third of the fields are unknown.
 *
 * @returns Samples with every field.
 */
export function partialRecords(): Arbitrary<PartialRecord> {
  const number = fc.option(integer, { freq: 2 });
  const flag = fc.option(fc.constantFrom(0, 1, true, false), { freq: 2 });
  return fc.record({ age: number, digit: number, smoked: flag, isOdd: flag });
}
