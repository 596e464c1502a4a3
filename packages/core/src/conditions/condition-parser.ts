import type { ComparisonOperator, ConditionExpression } from "./condition.ts";
import { formatExpression } from "./format-expression.ts";
import { TokenCursor } from "./token-cursor.ts";
import type { Token } from "./tokenize.ts";

/** How many parentheses, `not`s and signs may stand inside each other: the parser calls itself once for each. */
const MAX_DEPTH = 50;

const COMPARISONS: readonly ComparisonOperator[] = ["=", "!=", "<", "<=", ">", ">="];

/** Comparisons that may be chained with each other: `1 < digit <= 5` has one reading, `1 < digit > 5` does not. */
const CHAINS: readonly (readonly ComparisonOperator[])[] = [["<", "<="], [">", ">="], ["="]];

/** A parsed stretch of text: its tree, what it stands for, and where it starts. A field can be either. */
interface Parsed {
  readonly expression: ConditionExpression;
  readonly type: "number" | "condition" | "either";
  readonly column: number;
}

/** Parses one condition by recursive descent, one method for each level of binding, the loosest first. */
export class ConditionParser {
  readonly #fields: readonly string[];
  readonly #cursor: TokenCursor;
  #depth = 0;

  /**
   * @param text The condition.
   * @param fields The names it may use.
   */
  constructor(text: string, fields: readonly string[]) {
    this.#fields = fields;
    this.#cursor = new TokenCursor(text, fields);
  }

  /**
   * Parses the whole text.
   *
   * @returns The tree.
   * @throws {ConditionSyntaxError} Where the text is no condition over the fields.
   */
  parse(): ConditionExpression {
    const whole = this.#or();
    this.#need(whole, "condition");
    if (this.#cursor.token().kind !== "end") this.#cursor.fail('expected an operator, such as "and" or ">="');
    return whole.expression;
  }

  #or(): Parsed {
    return this.#joined("or", () => this.#and());
  }

  #and(): Parsed {
    return this.#joined("and", () => this.#not());
  }

  #joined(op: "and" | "or", next: () => Parsed): Parsed {
    const first = next();
    if (this.#cursor.token().symbol !== op) return first;
    const parts = [this.#need(first, "condition")];
    while (this.#cursor.take(op)) parts.push(this.#need(next(), "condition"));
    return { expression: { op, of: parts }, type: "condition", column: first.column };
  }

  #not(): Parsed {
    const { column } = this.#cursor.token();
    if (!this.#cursor.take("not")) return this.#comparison();
    const inner = this.#nested(() => this.#not());
    return { expression: { op: "not", of: this.#need(inner, "condition") }, type: "condition", column };
  }

  #comparison(): Parsed {
    const first = this.#sum();
    const membership = this.#membership(first);
    if (membership !== undefined) return membership;

    const comparisons: (ConditionExpression & { readonly op: ComparisonOperator })[] = [];
    let left = first;
    for (let op = this.#comparisonOperator(); op !== undefined; op = this.#comparisonOperator()) {
      const operator = this.#cursor.token();
      const previous = comparisons.at(-1);
      if (
        previous !== undefined &&
        !CHAINS.some((chain) => chain.includes(op) && chain.includes(previous.op))
      ) {
        this.#cursor.fail(
          `expected "and" or "or": a chain may not mix directions; write ${formatExpression(previous)} and ${formatExpression(left.expression)} ${op} ...`,
        );
      }
      this.#cursor.advance();
      const right = this.#sum();
      this.#checkComparable(left, op, right, operator);
      comparisons.push({ op, left: left.expression, right: right.expression });
      left = right;
    }
    if (comparisons.length === 0) return first;
    const [only] = comparisons;
    const expression: ConditionExpression =
      only !== undefined && comparisons.length === 1 ? only : { op: "and", of: comparisons };
    return { expression, type: "condition", column: first.column };
  }

  #comparisonOperator(): ComparisonOperator | undefined {
    return COMPARISONS.find((op) => op === this.#cursor.token().symbol);
  }

  /** `digit in 1,3,5` and `digit not in (1,3,5)`. */
  #membership(value: Parsed): Parsed | undefined {
    const negated = this.#cursor.token().symbol === "not";
    if (negated && this.#cursor.token(1).symbol !== "in") this.#cursor.fail('expected "in" behind "not"', 1);
    if (negated) this.#cursor.advance();
    if (!this.#cursor.take("in")) return undefined;
    const of = this.#need(value, "number");
    const close = this.#cursor.take("(") ? ")" : this.#cursor.take("[") ? "]" : "";
    const values = [this.#listedNumber()];
    while (this.#cursor.take(",")) values.push(this.#listedNumber());
    if (close !== "" && !this.#cursor.take(close)) this.#cursor.fail(`expected "," or "${close}"`);
    const expression: ConditionExpression = { op: "in", of, values };
    return {
      expression: negated ? { op: "not", of: expression } : expression,
      type: "condition",
      column: value.column,
    };
  }

  #listedNumber(): number {
    const sign = this.#cursor.take("-") ? -1 : 1;
    const token = this.#cursor.token();
    if (token.kind !== "number")
      this.#cursor.fail('expected a number of the list behind "in", such as 1,3,5');
    this.#cursor.advance();
    return withoutNegativeZero(sign * token.value);
  }

  #checkComparable(left: Parsed, op: ComparisonOperator, right: Parsed, operator: Token): void {
    if (op !== "=" && op !== "!=") {
      this.#need(left, "number");
      this.#need(right, "number");
    } else if (left.type !== right.type && left.type !== "either" && right.type !== "either") {
      throw this.#cursor.error(
        `expected two numbers or two conditions around "${operator.text}"`,
        operator.column,
      );
    }
  }

  #sum(): Parsed {
    return this.#arithmetic(["+", "-"], () => this.#product());
  }

  #product(): Parsed {
    return this.#arithmetic(["*", "%"], () => this.#negate());
  }

  #arithmetic(operators: readonly ("+" | "-" | "*" | "%")[], next: () => Parsed): Parsed {
    let left = next();
    for (;;) {
      const op = operators.find((operator) => this.#cursor.take(operator));
      if (op === undefined) return left;
      const expression: ConditionExpression = {
        op,
        left: this.#need(left, "number"),
        right: this.#need(next(), "number"),
      };
      left = { expression, type: "number", column: left.column };
    }
  }

  #negate(): Parsed {
    const { column } = this.#cursor.token();
    if (!this.#cursor.take("-")) return this.#primary();
    const of = this.#need(
      this.#nested(() => this.#negate()),
      "number",
    );
    const expression: ConditionExpression =
      of.op === "literal"
        ? { op: "literal", value: withoutNegativeZero(-Number(of.value)) }
        : { op: "negate", of };
    return { expression, type: "number", column };
  }

  #primary(): Parsed {
    const token = this.#cursor.token();
    const { column } = token;
    if (token.kind === "number") {
      this.#cursor.advance();
      return { expression: { op: "literal", value: token.value }, type: "number", column };
    }
    if (token.symbol === "true" || token.symbol === "false") {
      this.#cursor.advance();
      return { expression: { op: "literal", value: token.symbol === "true" }, type: "condition", column };
    }
    if (this.#cursor.take("(")) {
      const inner = this.#nested(() => this.#or());
      if (!this.#cursor.take(")")) this.#cursor.fail(`expected ")" for the "(" in column ${column}`);
      return { ...inner, column };
    }
    if (token.kind !== "name") this.#cursor.fail("expected a field, a number or a condition");
    this.#cursor.advance();
    return this.#named(token);
  }

  #named(token: Token): Parsed {
    const { symbol: name, column } = token;
    if (this.#fields.includes(name)) return { expression: { op: "field", name }, type: "either", column };
    if (name !== "odd" && name !== "even") {
      throw this.#cursor.error(`expected a field, received ${JSON.stringify(name)}`, column);
    }
    const [field] = this.#fields;
    if (field === undefined || this.#fields.length > 1) {
      const remainder = name === "odd" ? 1 : 0;
      throw this.#cursor.error(
        `expected a field: "${name}" alone is clear only where there is one field, received ${this.#fields.length}; write such as ${field ?? "digit"} % 2 = ${remainder}`,
        column,
      );
    }
    return { expression: { op: name, of: { op: "field", name: field } }, type: "condition", column };
  }

  /** The tree of `parsed`, which must be able to stand for a number or for a condition. */
  #need(parsed: Parsed, type: "number" | "condition"): ConditionExpression {
    if (parsed.type === type || parsed.type === "either") return parsed.expression;
    const problem =
      type === "number"
        ? "expected a number or a field, received a condition"
        : `expected a condition, such as ${formatExpression(parsed.expression)} > 0, received a number`;
    throw this.#cursor.error(problem, parsed.column);
  }

  #nested(parse: () => Parsed): Parsed {
    this.#depth++;
    if (this.#depth > MAX_DEPTH) {
      this.#cursor.fail(`expected at most ${MAX_DEPTH} parentheses, "not"s and signs inside each other`);
    }
    const parsed = parse();
    this.#depth--;
    return parsed;
  }
}

/** JSON does not keep the sign of zero, and no condition depends on it. */
function withoutNegativeZero(value: number): number {
  return value === 0 ? 0 : value;
}
