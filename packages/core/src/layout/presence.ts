import { describeValue } from "../errors/describe-value.ts";
import { flagLabels } from "./flag-labels.ts";
import type { Presence } from "./part-definitions.ts";
import type { PartRules } from "./part-rules.ts";

/**
 * Defines a part that says which labels of another part are there: a column of 1 or 0 for each of its labels.
 *
 * Where samples do not bring it, it is 0 for labels that are NaN, null, undefined, or a number that the other part calls
 * `missing`. Losses of the other part are masked by it without being told so. A missing label is written as NaN, so that
 * whoever overlooks the presence sees it at once.
 *
 * @param of The name of the other part, which must hold labels.
 * @returns The definition, for `defineLayout`.
 * @throws {TypeError} Where `of` is no text.
 *
 * @example
 * ```ts
 * import { combineColumns, defineLayout, presence, value } from "@proj/core";
 *
 * const layout = defineLayout({ price: value({ missing: -1 }), known: presence("price") });
 * console.log(combineColumns(layout, { price: [9.5, -1] })); // [9.5, 1,   NaN, 0]
 * ```
 */
export function presence<const Of extends string>(of: Of): Presence<Of> {
  return Object.freeze({ kind: "presence", of: parseOf("define a presence part", of) as Of });
}

/** What the layout can do with presences. */
export const presenceRules: PartRules<"presence"> = {
  fields: ["of"],

  parse: (json, action) => ({
    kind: "presence",
    of: parseOf(action, "of" in json ? json.of : undefined),
  }),

  ...flagLabels,
};

function parseOf(action: string, of: unknown): string {
  if (typeof of === "string") return of;
  throw new TypeError(`Cannot ${action}: of must be the name of a part, received ${describeValue(of)}`);
}
