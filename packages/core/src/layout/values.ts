import { parseMissing, parseOptions } from "./parse-missing.ts";
import { parseNames, parseNamesOf } from "./parse-names.ts";
import type { LabelOptions, Values } from "./part-definitions.ts";
import type { PartRules } from "./part-rules.ts";
import { valueLabels } from "./value.ts";

/**
 * Defines a part that holds several real numbers, as `K` columns: the coordinates of a point, a distribution over classes.
 *
 * @param size How many numbers, `K`, a whole number from 1 to 1,000,000, or their names.
 * @param options Which numbers stand for a missing label, in a layout with a presence part for this one.
 * @returns The definition, for `defineLayout`. A sample has an array of `K` numbers, a column the numbers of all samples one
 *   after another: `B * K`.
 * @throws {RangeError} On any other size.
 * @throws {TypeError} Where a name is empty or comes twice, `missing` holds something else than numbers and null, or the
 *   options have another field.
 *
 * @example
 * ```ts
 * import { combineColumns, defineLayout, values } from "@proj/core";
 *
 * const layout = defineLayout({ place: values(["x", "y"]) });
 * console.log(combineColumns(layout, { place: [0.5, 2, -1, 4] })); // [0.5, 2,   -1, 4]
 * ```
 */
export function values(size: number | readonly string[], options: LabelOptions = {}): Values {
  const action = "define values";
  return Object.freeze({
    kind: "values",
    ...parseNames(action, "size", 1, size),
    ...parseOptions(action, options),
  });
}

/** What the layout can do with several real numbers. */
export const valuesRules: PartRules<"values"> = {
  fields: ["size", "names", "missing"],

  parse: (json, action) => ({
    kind: "values",
    ...parseNamesOf(action, "size", 1, json),
    ...parseMissing(action, json),
  }),
  ...valueLabels,
};
