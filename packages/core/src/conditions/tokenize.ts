import { ConditionSyntaxError } from "./condition-syntax-error.ts";
import { isReservedWord } from "./reserved-words.ts";

/** One word of a condition's text. */
export interface Token {
  readonly kind: "number" | "name" | "symbol" | "end";
  /** The word as written; empty at the end. */
  readonly text: string;
  /** An operator or keyword in its one spelling (`&&` is `and`, `==` is `=`); a name or number as written. */
  readonly symbol: string;
  /** The value of a number, else 0. */
  readonly value: number;
  /** Where it starts, from 1. */
  readonly column: number;
}

const SPACE = /\s+/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[\p{L}_$][\p{L}\p{M}\p{N}_$]*/uy;
const SYMBOL = /&&|\|\||[=!<>]=|[-+*%<>=!()[\],]/y;
const NAME_START_OR_DIGIT = /[\p{L}\p{N}_$.]/u;

/** The second spellings of a symbol. */
const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ["&&", "and"],
  ["||", "or"],
  ["!", "not"],
  ["==", "="],
]);

/**
 * Cuts a condition's text into its words.
 *
 * @param text The condition.
 * @returns The words in order, an `end` last.
 * @throws {ConditionSyntaxError} On a letter that starts no word, and on a number run together with a name.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    const space = match(SPACE, text, position);
    if (space !== "") {
      position += space.length;
      continue;
    }
    const token = tokenAt(text, position);
    tokens.push(token);
    position += token.text.length;
  }
  tokens.push({ kind: "end", text: "", symbol: "", value: 0, column: text.trimEnd().length + 1 });
  return tokens;
}

function tokenAt(text: string, position: number): Token {
  const column = position + 1;
  const number = match(NUMBER, text, position);
  if (number !== "") {
    const next = text[position + number.length];
    const value = Number(number);
    if ((next !== undefined && NAME_START_OR_DIGIT.test(next)) || !Number.isFinite(value)) {
      throw new ConditionSyntaxError(
        `expected a number, received ${JSON.stringify(number + (next ?? ""))}`,
        text,
        column,
        "Numbers look like 5, 0.5 or 1e3.",
      );
    }
    return { kind: "number", text: number, symbol: number, value, column };
  }
  const name = match(NAME, text, position);
  if (name !== "") {
    return isReservedWord(name)
      ? { kind: "symbol", text: name, symbol: name.toLowerCase(), value: 0, column }
      : { kind: "name", text: name, symbol: name, value: 0, column };
  }
  const symbol = match(SYMBOL, text, position);
  if (symbol !== "") {
    return { kind: "symbol", text: symbol, symbol: SPELLINGS.get(symbol) ?? symbol, value: 0, column };
  }
  const letter = String.fromCodePoint(text.codePointAt(position) ?? 0);
  throw new ConditionSyntaxError(
    `expected a field, a number or an operator, received ${JSON.stringify(letter)}`,
    text,
    column,
    "Operators: + - * %, = != < <= > >=, in, not in, and, or, not, ( ).",
  );
}

/** What a sticky pattern matches at a position, or the empty string. */
function match(pattern: RegExp, text: string, position: number): string {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0] ?? "";
}
