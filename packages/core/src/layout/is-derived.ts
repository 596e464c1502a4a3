import { conditionOf } from "./layout-conditions.ts";
import type { PartDefinition } from "./part-definitions.ts";

/**
 * Tells whether samples may leave a part out, as it follows from others: a presence, or a flag that a condition decides.
 *
 * @param part The part, or its definition.
 * @returns `true` for the parts that `DerivedName` names among the types.
 *
 * @example
 * ```ts
 * import { flag, isDerived, oneHot, presence } from "@proj/core";
 *
 * console.log(isDerived(presence("digit"))); // true
 * console.log(isDerived(flag({ when: "digit % 2 = 1" }))); // true
 * console.log(isDerived(flag())); // false
 * console.log(isDerived(oneHot(10))); // false
 * ```
 */
export function isDerived(part: PartDefinition): boolean {
  return part.kind === "presence" || conditionOf(part) !== undefined;
}
