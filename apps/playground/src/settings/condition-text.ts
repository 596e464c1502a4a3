import { evaluateCondition, parseCondition } from "@proj/core";

const allDigits: readonly number[] = Array.from({ length: 10 }, (_, digit) => digit);

/** Conditions that are known by a shorter text than the list of their digits. */
const named: readonly { readonly text: string; readonly digits: string }[] = [
  { text: "odd", digits: "1,3,5,7,9" },
  { text: "even", digits: "0,2,4,6,8" },
  { text: "digit >= 5", digits: "5,6,7,8,9" },
];

/**
 * Writes down which digits count, as a condition that every part of the project reads.
 *
 * @param digits The digits, in ascending order, at least one.
 * @returns `odd`, `even`, `digit >= 5`, or the list of them: `digit in 1,4,7`.
 */
export function conditionText(digits: readonly number[]): string {
  const list = digits.join(",");
  return named.find((each) => each.digits === list)?.text ?? `digit in ${list}`;
}

/**
 * Tells for which digits a condition holds.
 *
 * @param text The condition, over the field `digit`.
 * @returns The digits, in ascending order; none where it holds for none of them.
 * @throws {Error} If the text is no condition.
 */
export function digitsOf(text: string): readonly number[] {
  const condition = parseCondition(text, ["digit"]);
  return allDigits.filter((digit) => evaluateCondition(condition, { digit }));
}
