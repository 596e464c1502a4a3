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
  return new Evaluation(condition, record).holds(condition.expression);
}

class Evaluation {
  readonly #condition: Condition;
  readonly #record: ConditionRecord;

  constructor(condition: Condition, record: ConditionRecord) {
    this.#condition = condition;
    this.#record = record;
  }

  holds(expression: ConditionExpression): boolean {
    switch (expression.op) {
      case "and":
        return expression.of.every((part) => this.holds(part));
      case "or":
        return expression.of.some((part) => this.holds(part));
      case "not":
        return !this.holds(expression.of);
      case "in":
        return expression.values.includes(this.#number(expression.of));
      case "odd":
        return this.#isOdd(expression.of);
      case "even":
        return !this.#isOdd(expression.of);
      case "=":
      case "!=":
      case "<":
      case "<=":
      case ">":
      case ">=":
        return compare(expression.op, this.#number(expression.left), this.#number(expression.right));
      case "literal":
      case "field":
        return this.#isTrue(expression);
      default:
        throw new TypeError(
          `${this.#action()}: it must be one that parseCondition or validateCondition gave, received the operator ${describeValue(expression.op)}`,
        );
    }
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
        const result = calculate(expression.op, this.#number(expression.left), right);
        if (!Number.isFinite(result)) throw this.#rangeError("every result must be finite", String(result));
        return result;
      }
      default:
        return Number(this.holds(expression));
    }
  }

  #field(name: string): number {
    if (!Object.hasOwn(this.#record, name)) {
      throw new TypeError(
        `${this.#action()}: the field ${JSON.stringify(name)} is missing, received ${describeNames(Object.keys(this.#record))}`,
      );
    }
    const value: unknown = this.#record[name];
    if (typeof value === "boolean") return Number(value);
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw new TypeError(
      `${this.#action()}: the field ${JSON.stringify(name)} must be a finite number or a boolean, received ${describeValue(value)}`,
    );
  }

  #isTrue(expression: ConditionExpression): boolean {
    const value = this.#number(expression);
    if (value !== 0 && value !== 1) {
      const name = expression.op === "field" ? `the field ${JSON.stringify(expression.name)}` : "what";
      throw this.#rangeError(
        `${name} stands for a condition and so must be true, false, 1 or 0`,
        String(value),
      );
    }
    return value === 1;
  }

  #isOdd(expression: ConditionExpression): boolean {
    const value = this.#number(expression);
    if (!Number.isInteger(value)) throw this.#rangeError("odd and even need a whole number", String(value));
    return value % 2 !== 0;
  }

  #rangeError(requirement: string, received: string): RangeError {
    return new RangeError(`${this.#action()}: ${requirement}, received ${received}`);
  }

  #action(): string {
    return `Cannot evaluate the condition ${describeValue(this.#condition.text)}`;
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
