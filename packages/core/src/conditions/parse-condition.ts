import { describeValue } from "../errors/describe-value.ts";
import type { Condition, ConditionExpression } from "./condition.ts";
import { ConditionParser } from "./condition-parser.ts";
import { ConditionSyntaxError } from "./condition-syntax-error.ts";
import { isReservedWord } from "./reserved-words.ts";

/** The longest condition, in UTF-16 units; it bounds the depth of the tree and so of every walk over it. */
const MAX_LENGTH = 500;

/**
 * Parses a condition over the fields of a sample; nothing is ever evaluated as code.
 *
 * The language, from the loosest binding to the tightest; keywords in small or capital letters:
 *
 * | what | how |
 * |---|---|
 * | either, both | `or` (`||`), `and` (`&&`) |
 * | opposite | `not` (`!`) |
 * | comparison | `=` (`==`), `!=`, `<`, `<=`, `>`, `>=`, and chains in one direction: `1 < digit <= 5` |
 * | membership | `digit in 1,3,5`, `digit not in (1,3,5)` |
 * | arithmetic | `+`, `-`, then `*`, `%` (remainder with the sign of the divisor: `-1 % 3` is 2) |
 * | values | numbers, fields, `true`, `false`, `( )` |
 * | one field only | `odd`, `even`: whether that field, a whole number, is odd |
 *
 * A field stands for a condition where one is needed (`age >= 20 and smoked`); it must then be true, false, 1 or 0.
 *
 * @param text The condition, up to 500 characters and 50 levels of nesting.
 * @param fields The names that the text may use; a name that is no word (such as `NR-AR`) cannot be written in it.
 * @returns The condition, frozen plain data.
 * @throws {ConditionSyntaxError} Where the text is no condition; it points at the column and lists the fields.
 * @throws {TypeError} Where `text` is no string or `fields` no list of names.
 *
 * @example
 * ```ts
 * import { evaluateCondition, parseCondition } from "@proj/core";
 *
 * const condition = parseCondition("digit in 1,3,5", ["digit"]);
 * console.log(evaluateCondition(condition, { digit: 3 })); // true
 * ```
 */
export function parseCondition(text: string, fields: readonly string[]): Condition {
  if (typeof text !== "string") {
    throw new TypeError(`Cannot parse the condition: text must be a string, received ${describeValue(text)}`);
  }
  checkFields(fields);
  if (text.length > MAX_LENGTH) {
    throw new ConditionSyntaxError(
      `expected at most ${MAX_LENGTH} characters, received ${text.length}`,
      text,
      MAX_LENGTH + 1,
      "Split it, or compute a flag in code and use that as a field.",
    );
  }
  return Object.freeze({ text: text.trim(), expression: freeze(new ConditionParser(text, fields).parse()) });
}

function checkFields(fields: readonly string[]): void {
  if (!Array.isArray(fields)) {
    throw new TypeError(
      `Cannot parse the condition: fields must be a list of names, received ${describeValue(fields)}`,
    );
  }
  for (const field of fields) {
    if (typeof field !== "string" || field === "" || isReservedWord(field)) {
      throw new TypeError(
        `Cannot parse the condition: a field must have a name that is no word of the language, received ${describeValue(field)}`,
      );
    }
  }
}

function freeze(expression: ConditionExpression): ConditionExpression {
  for (const child of Object.values(expression)) {
    if (Array.isArray(child)) {
      for (const item of child) if (typeof item === "object") freeze(item);
      Object.freeze(child);
    } else if (typeof child === "object") {
      freeze(child);
    }
  }
  return Object.freeze(expression);
}
