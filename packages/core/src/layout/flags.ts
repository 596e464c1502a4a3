import { flagLabels } from "./flag-labels.ts";
import { parseMissing, parseOptions } from "./parse-missing.ts";
import { parseNames, parseNamesOf } from "./parse-names.ts";
import type { Flags, LabelOptions } from "./part-definitions.ts";
import type { PartRules } from "./part-rules.ts";

/**
 * Defines a part that holds several flags, any of which may be set, as `K` columns of 1 or 0: multi-label classification, or
 * several yes-or-no tasks.
 *
 * @param size The number of flags, `K`, a whole number from 1 to 1,000,000, or their names.
 * @param options Which numbers stand for a missing flag, in a layout with a presence part for this one.
 * @returns The definition, for `defineLayout`. A sample has an array of `K` booleans (or 1 or 0), a column the flags of all
 *   samples one after another: `B * K`.
 * @throws {RangeError} On any other number of flags.
 * @throws {TypeError} Where a name is empty or comes twice, `missing` holds something else than numbers and null, or the
 *   options have another field.
 *
 * @example
 * ```ts
 * import { combineColumns, defineLayout, flags, presence } from "@proj/core";
 *
 * const layout = defineLayout({ assays: flags(["NR-AR", "SR-p53"], { missing: -1 }), measured: presence("assays") });
 * console.log(combineColumns(layout, { assays: Int8Array.of(1, -1, 0, 0) }));
 * // [1, NaN, 1, 0,   0, 0, 1, 1]
 * ```
 */
export function flags(size: number | readonly string[], options: LabelOptions = {}): Flags {
  const action = "define flags";
  return Object.freeze({
    kind: "flags",
    ...parseNames(action, "size", 1, size),
    ...parseOptions(action, options),
  });
}

/** What the layout can do with several flags. */
export const flagsRules: PartRules<"flags"> = {
  fields: ["size", "names", "missing"],

  parse: (json, action) => ({
    kind: "flags",
    ...parseNamesOf(action, "size", 1, json),
    ...parseMissing(action, json),
  }),
  ...flagLabels,
};
