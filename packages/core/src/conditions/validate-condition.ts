import { describeValue } from "../errors/describe-value.ts";
import type { Condition } from "./condition.ts";
import { parseCondition } from "./parse-condition.ts";

/**
 * Turns JSON back into a condition.
 *
 * The text is what counts: it is parsed again, and the tree in the JSON must be the one that the text means. So no tree
 * from outside is ever trusted, and none can disagree with the text that people read.
 *
 * @param json What `JSON.parse` gave: an object with `text` and `expression`.
 * @param fields The names that the condition may use.
 * @returns The condition, frozen plain data, parsed anew.
 * @throws {TypeError} Where the JSON is no condition, or its tree is not what its text means.
 * @throws {ConditionSyntaxError} Where the text is no condition over the fields.
 *
 * @example
 * ```ts
 * import { parseCondition, validateCondition } from "@proj/core";
 *
 * const json = JSON.stringify(parseCondition("digit >= 5", ["digit"]));
 * console.log(validateCondition(JSON.parse(json), ["digit"]).text); // digit >= 5
 * ```
 */
export function validateCondition(json: unknown, fields: readonly string[]): Condition {
  if (typeof json !== "object" || json === null || !("text" in json) || typeof json.text !== "string") {
    throw new TypeError(
      `Cannot read the condition: it must be an object with a text and an expression, received ${describeValue(json)}`,
    );
  }
  const condition = parseCondition(json.text, fields);
  if (!("expression" in json) || !isSameData(condition.expression, json.expression)) {
    throw new TypeError(
      `Cannot read the condition: its expression must be what its text ${describeValue(json.text)} means, received another one`,
    );
  }
  return condition;
}

/** Whether `received` is the same plain data as `expected`; walks only as deep as `expected` goes. */
function isSameData(expected: unknown, received: unknown): boolean {
  if (typeof expected !== "object" || expected === null) return expected === received;
  if (typeof received !== "object" || received === null) return false;
  if (Array.isArray(expected) !== Array.isArray(received)) return false;
  const keys = Object.keys(expected);
  return (
    Object.keys(received).length === keys.length &&
    keys.every(
      (key) =>
        Object.hasOwn(received, key) && isSameData(Reflect.get(expected, key), Reflect.get(received, key)),
    )
  );
}
