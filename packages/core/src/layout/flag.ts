import { checkFields } from "../errors/check-fields.ts";
import { describeValue } from "../errors/describe-value.ts";
import { flagLabels } from "./flag-labels.ts";
import { parseMissing } from "./parse-missing.ts";
import type { ConditionFlag, Flag, LabelOptions } from "./part-definitions.ts";
import type { PartRules } from "./part-rules.ts";

/**
 * Defines a part that holds yes or no, as one column of 1 or 0. It can be another part's mask.
 *
 * With `when`, a condition decides it: `combineLabels` and `combineColumns` compute the flag where the samples do not bring
 * it. A condition that cannot be decided, since a label or field that it needs is missing, does not hold.
 *
 * @param options `when`, a condition over the layout's fields and its parts of one number or class (see `parseCondition`); or
 *   `missing`, which numbers stand for a missing flag, in a layout with a presence part for this one.
 * @returns The definition, for `defineLayout`, which parses the condition.
 * @throws {TypeError} Where `when` is no text, comes with `missing`, `missing` holds something else than numbers and null, or
 *   the options have another field.
 *
 * @example
 * ```ts
 * import { combineColumns, defineLayout, flag, oneHot } from "@proj/core";
 *
 * const layout = defineLayout({ digit: oneHot(3), isOdd: flag({ when: "digit % 2 = 1" }) });
 * console.log(combineColumns(layout, { digit: [1, 2] })); // [0, 1, 0, 1,   0, 0, 1, 0]
 * ```
 */
export function flag(options: { readonly when: string }): ConditionFlag;
/**
 * Defines a part that holds yes or no, given by the samples.
 *
 * @param options Which numbers stand for a missing flag.
 * @returns The definition, for `defineLayout`.
 */
export function flag(options?: LabelOptions): Flag;
export function flag(options: LabelOptions | { readonly when: string } = {}): Flag | ConditionFlag {
  const action = "define a flag";
  checkFields(action, "options", options, flagRules.fields);
  return Object.freeze(parseFlag(action, options));
}

/** What the layout can do with flags. */
export const flagRules: PartRules<"flag"> = {
  fields: ["when", "missing"],

  parse: (json, action) => parseFlag(action, json),

  ...flagLabels,
};

function parseFlag(action: string, json: object): Flag | ConditionFlag {
  const when: unknown = "when" in json ? json.when : undefined;
  const missing = parseMissing(action, json);
  if (when === undefined) return { kind: "flag", ...missing };
  if (typeof when !== "string") {
    throw new TypeError(
      `Cannot ${action}: when must be the text of a condition, received ${describeValue(when)}; a function goes to combineLabels`,
    );
  }
  if (missing.missing !== undefined) {
    throw new TypeError(
      `Cannot ${action}: a flag that a condition decides is never missing, received both when and missing`,
    );
  }
  return { kind: "flag", when };
}
