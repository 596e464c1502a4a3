import { numberLabels } from "./number-labels.ts";
import { parseMissing, parseOptions } from "./parse-missing.ts";
import type { LabelOptions, Value } from "./part-definitions.ts";
import type { LabelRules, PartRules } from "./part-rules.ts";

/** How real numbers are written and read. */
export const valueLabels: LabelRules = numberLabels("a finite float32 number", () => true);

/**
 * Defines a part that holds a real number, as one column.
 *
 * @param options Which numbers stand for a missing label, in a layout with a presence part for this one.
 * @returns The definition, for `defineLayout`.
 * @throws {TypeError} Where `missing` holds something else than numbers and null, or the options have another field.
 *
 * @example
 * ```ts
 * import { defineLayout, oneHot, value } from "@proj/core";
 *
 * console.log(defineLayout({ answer: oneHot(3), seconds: value() }).width); // 4
 * ```
 */
export function value(options: LabelOptions = {}): Value {
  return Object.freeze({ kind: "value", ...parseOptions("define a value", options) });
}

/** What the layout can do with real numbers. */
export const valueRules: PartRules<"value"> = {
  fields: ["missing"],

  parse: (json, action) => ({ kind: "value", ...parseMissing(action, json) }),

  ...valueLabels,
};
