import { numberLabels } from "./number-labels.ts";
import type { SampleWeight } from "./part-definitions.ts";
import type { PartRules } from "./part-rules.ts";

/**
 * Defines a part that says how much a sample counts, as one column of a number of 0 or more. It can be another part's mask.
 *
 * @returns The definition, for `defineLayout`. Negative, infinite and NaN weights are refused when labels are combined.
 *
 * @example
 * ```ts
 * import { defineLayout, sampleWeight, value } from "@proj/core";
 *
 * console.log(defineLayout({ price: value(), weight: sampleWeight() }).width); // 2
 * ```
 */
export function sampleWeight(): SampleWeight {
  return Object.freeze({ kind: "sampleWeight" });
}

/** What the layout can do with sample weights. */
export const sampleWeightRules: PartRules<"sampleWeight"> = {
  fields: [],

  parse: () => ({ kind: "sampleWeight" }),

  ...numberLabels("a finite weight of 0 or more", (weight) => weight >= 0),
};
