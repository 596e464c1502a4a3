import { describeNames } from "../errors/describe-value.ts";
import { ConditionSyntaxError } from "./condition-syntax-error.ts";
import { type Token, tokenize } from "./tokenize.ts";

/** Walks over the words of a condition, and says where in the text something else was expected. */
export class TokenCursor {
  readonly #text: string;
  readonly #fields: readonly string[];
  readonly #tokens: readonly Token[];
  #position = 0;

  /**
   * @param text The condition.
   * @param fields The names it may use, for errors.
   */
  constructor(text: string, fields: readonly string[]) {
    this.#text = text;
    this.#fields = fields;
    this.#tokens = tokenize(text);
  }

  /** The next token, or one further ahead; behind the last one there are only ends. */
  token(ahead = 0): Token {
    const last = this.#tokens.length - 1;
    const token = this.#tokens[Math.min(this.#position + ahead, last)];
    if (token === undefined) throw new RangeError("Cannot parse the condition: no word there");
    return token;
  }

  /** Steps over the next token. */
  advance(): void {
    this.#position++;
  }

  /** Steps over the symbol if it comes next. */
  take(symbol: string): boolean {
    const token = this.token();
    if (token.kind !== "symbol" || token.symbol !== symbol) return false;
    this.#position++;
    return true;
  }

  /** Throws at the next token, or at one further ahead. */
  fail(expected: string, ahead = 0): never {
    const token = this.token(ahead);
    const received = token.kind === "end" ? "the end" : JSON.stringify(token.text);
    throw this.error(`${expected}, received ${received}`, token.column);
  }

  /** The error for a column of the text. */
  error(problem: string, column: number): ConditionSyntaxError {
    return new ConditionSyntaxError(problem, this.#text, column, `Fields: ${describeNames(this.#fields)}.`);
  }
}
