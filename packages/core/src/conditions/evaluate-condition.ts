import { describeNames, describeValue } from "../errors/describe-value.ts";
import type { ArithmeticOperator, ComparisonOperator, Condition, ConditionExpression } from "./condition.ts";

/** The fields of one sample, by name. */
export type ConditionRecord = Readonly<Record<string, number | boolean>>;

/**
 * Decides whether a condition holds for one sample.
 *
 * `and` and `or` stop as soon as the answer is clear, so in `smoked and age >= 20` a sample that never smoked needs no
 * `age`. Numbers are compared as float64: a field that passed through float32 may not equal `0.1`.
 *
 * @param condition A condition from `parseCondition` or `validateCondition`.
 * @param record The sample's fields: finite numbers or booleans; fields that the condition does not use are ignored.
 * @returns Whether the condition holds.
 * @throws {TypeError} Where a field that is needed is missing, NaN, infinite, or neither number nor boolean.
 * @throws {RangeError} Where a field used as a condition is not 0 or 1, `odd` or `even` meets a fraction, or a remainder
 *   is taken by 0.
 *
 * @example
 * ```ts
 * import { evaluateCondition, parseCondition } from "@proj/core";
 *
 * const condition = parseCondition("age >= 20 and smoked", ["age", "smoked"]);
 * console.log(evaluateCondition(condition, { age: 31, smoked: true })); // true
 * ```
 */
export function evaluateCondition(condition: Condition, record: ConditionRecord): boolean {
  const evaluation = new Evaluation(condition, (name) =>
    numberOf(condition, name, ownField(condition, record, name)),
  );
  return evaluation.holds(condition.expression) === true;
}

/**
 * Makes a test of a condition for samples whose fields may be unknown, without an object for each sample.
 *
 * What an unknown field does not decide is decided all the same (`false and x` is false, `true or x` is true); where the
 * answer itself is unknown, the condition does not hold. This is Kleene's logic, as SQL's `WHERE` has it.
 *
 * @param condition A condition from `parseCondition` or `validateCondition`.
 * @param field Gives a field of the sample at hand: a finite number or a boolean; null, undefined or NaN where it is unknown.
 * @returns A function that tells whether the condition holds for the sample at hand. It throws as `evaluateCondition` does.
 */
export function conditionTest(condition: Condition, field: (name: string) => unknown): () => boolean {
  const evaluation = new Evaluation(condition, (name) => {
    const value = field(name);
    return value === null || value === undefined || Number.isNaN(value)
      ? UNKNOWN
      : numberOf(condition, name, value);
  });
  return () => evaluation.holds(condition.expression) === true;
}

/**
 * Looks up a field that a condition speaks of.
 *
 * @param condition The condition, for the message.
 * @param fields The fields by name.
 * @param name The field.
 * @returns What is there.
 * @throws {TypeError} Where the field is missing.
 */
export function ownField<T>(condition: Condition, fields: Readonly<Record<string, T>>, name: string): T {
  // An own field is there.
  if (Object.hasOwn(fields, name)) return fields[name] as T;
  throw new TypeError(
    `${actionOf(condition)}: the field ${JSON.stringify(name)} is missing, received ${describeNames(Object.keys(fields))}`,
  );
}

/** The number of a field that is unknown, and of whatever is computed from it. */
const UNKNOWN = Number.NaN;

function numberOf(condition: Condition, name: string, value: unknown): number {
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new TypeError(
    `${actionOf(condition)}: the field ${JSON.stringify(name)} must be a finite number or a boolean, received ${describeValue(value)}`,
  );
}

function actionOf(condition: Condition): string {
  return `Cannot evaluate the condition ${describeValue(condition.text)}`;
}

/** Whether a condition holds; `null` where that is unknown. */
type Answer = boolean | null;

class Evaluation {
  readonly #condition: Condition;
  readonly #field: (name: string) => number;

  constructor(condition: Condition, field: (name: string) => number) {
    this.#condition = condition;
    this.#field = field;
  }

  holds(expression: ConditionExpression): Answer {
    switch (expression.op) {
      case "and":
        return this.#firstDecisive(expression.of, false);
      case "or":
        return this.#firstDecisive(expression.of, true);
      case "not": {
        const answer = this.holds(expression.of);
        return answer === null ? null : !answer;
      }
      case "in": {
        const value = this.#number(expression.of);
        return Number.isNaN(value) ? null : expression.values.includes(value);
      }
      case "odd":
        return this.#isOdd(expression.of);
      case "even": {
        const answer = this.#isOdd(expression.of);
        return answer === null ? null : !answer;
      }
      case "=":
      case "!=":
      case "<":
      case "<=":
      case ">":
      case ">=": {
        const left = this.#number(expression.left);
        const right = this.#number(expression.right);
        return Number.isNaN(left) || Number.isNaN(right) ? null : compare(expression.op, left, right);
      }
      case "literal":
      case "field":
        return this.#isTrue(expression);
      default:
        throw new TypeError(
          `${actionOf(this.#condition)}: it must be one that parseCondition or validateCondition gave, received the operator ${describeValue(expression.op)}`,
        );
    }
  }

  /** `decisive` as soon as a part has this answer, else unknown where a part is, else the opposite. */
  #firstDecisive(parts: readonly ConditionExpression[], decisive: boolean): Answer {
    let answer: Answer = !decisive;
    for (const part of parts) {
      const next = this.holds(part);
      if (next === decisive) return decisive;
      if (next === null) answer = null;
    }
    return answer;
  }

  #number(expression: ConditionExpression): number {
    switch (expression.op) {
      case "literal":
        return Number(expression.value);
      case "field":
        return this.#field(expression.name);
      case "negate":
        return -this.#number(expression.of);
      case "+":
      case "-":
      case "*":
      case "%": {
        const right = this.#number(expression.right);
        if (expression.op === "%" && right === 0) throw this.#rangeError("a remainder needs a divisor", "0");
        const left = this.#number(expression.left);
        if (Number.isNaN(left) || Number.isNaN(right)) return UNKNOWN;
        const result = calculate(expression.op, left, right);
        if (!Number.isFinite(result)) throw this.#rangeError("every result must be finite", String(result));
        return result;
      }
      default: {
        const answer = this.holds(expression);
        return answer === null ? UNKNOWN : Number(answer);
      }
    }
  }

  #isTrue(expression: ConditionExpression): Answer {
    const value = this.#number(expression);
    if (Number.isNaN(value)) return null;
    if (value !== 0 && value !== 1) {
      const name = expression.op === "field" ? `the field ${JSON.stringify(expression.name)}` : "what";
      throw this.#rangeError(
        `${name} stands for a condition and so must be true, false, 1 or 0`,
        String(value),
      );
    }
    return value === 1;
  }

  #isOdd(expression: ConditionExpression): Answer {
    const value = this.#number(expression);
    if (Number.isNaN(value)) return null;
    if (!Number.isInteger(value)) throw this.#rangeError("odd and even need a whole number", String(value));
    return value % 2 !== 0;
  }

  #rangeError(requirement: string, received: string): RangeError {
    return new RangeError(`${actionOf(this.#condition)}: ${requirement}, received ${received}`);
  }
}

function calculate(op: ArithmeticOperator, left: number, right: number): number {
  switch (op) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "%": {
      const remainder = left % right;
      // JavaScript's remainder has the sign of the left side; days, digits and clocks want the divisor's.
      return remainder !== 0 && remainder < 0 !== right < 0 ? remainder + right : remainder;
    }
  }
}

function compare(op: ComparisonOperator, left: number, right: number): boolean {
  switch (op) {
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
    case ">=":
      return left >= right;
  }
}
