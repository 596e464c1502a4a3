/** How much of a long condition is shown on either side of the column. */
const CONTEXT = 40;

/**
 * A condition's text that cannot be understood; the message shows the text with a caret under the column.
 *
 * @example
 * ```ts
 * import { ConditionSyntaxError, parseCondition } from "@proj/core";
 *
 * try {
 *   parseCondition("digit >= ", ["digit"]);
 * } catch (error) {
 *   if (error instanceof ConditionSyntaxError) console.log(error.column); // 9
 * }
 * ```
 */
export class ConditionSyntaxError extends SyntaxError {
  /** The class's name, which a stack trace shows. */
  override readonly name: string = "ConditionSyntaxError";
  /** The condition as it was given. */
  readonly text: string;
  /** The column that the error points at, from 1. */
  readonly column: number;

  /**
   * Makes the error, its message with the caret.
   *
   * @param problem What was expected and what was found.
   * @param text The whole condition.
   * @param column The column, from 1; one behind the last letter means the end.
   * @param hint What else helps, such as the fields there are.
   */
  constructor(problem: string, text: string, column: number, hint: string) {
    super(`Cannot parse the condition: ${problem}\n${pointAt(text, column)}\n${hint}`);
    this.text = text;
    this.column = column;
  }
}

function pointAt(text: string, column: number): string {
  const start = Math.max(0, column - 1 - CONTEXT);
  const end = Math.min(text.length, column - 1 + CONTEXT);
  const before = start > 0 ? "..." : "";
  const after = end < text.length ? "..." : "";
  // A line break or a tab would move the caret away from its letter.
  const line = `${before}${text.slice(start, end).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")}${after}`;
  const caret = " ".repeat(before.length + column - 1 - start);
  return `  ${line}\n  ${caret}^ column ${column}`;
}
