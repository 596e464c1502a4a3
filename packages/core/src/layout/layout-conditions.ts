import type { Condition } from "../conditions/condition.ts";
import { parseCondition } from "../conditions/parse-condition.ts";
import type { AnyLayout } from "./layout.ts";
import { namedParts } from "./named-parts.ts";
import type { PartDefinition } from "./part-definitions.ts";

/** A flag that a condition decides. */
export interface LayoutCondition {
  /** The flag's name. */
  readonly name: string;
  /** Its condition. */
  readonly condition: Condition;
  /** The parts and fields that the condition may speak of. */
  readonly fields: readonly string[];
}

/**
 * Parses the conditions of a layout's flags.
 *
 * A condition may speak of the layout's fields, of the parts that hold one number or class for each sample, and of the flags
 * that conditions before it decide.
 *
 * @param layout The layout.
 * @returns The flags that conditions decide, in the order in which they can be.
 * @throws {ConditionSyntaxError} Where a condition cannot be understood.
 *
 * @example
 * ```ts
 * import { defineLayout, flag, layoutConditions, oneHot } from "@proj/core";
 *
 * const layout = defineLayout({ digit: oneHot(10), isOdd: flag({ when: "digit % 2 = 1" }) });
 * const [odd] = layoutConditions(layout);
 * console.log(odd?.name); // isOdd
 * console.log(odd?.fields); // [ "digit" ]
 * ```
 */
export function layoutConditions(layout: Pick<AnyLayout, "parts" | "fields">): LayoutCondition[] {
  const parts = namedParts(layout);
  const fields = [...layout.fields, ...parts.filter(([, part]) => isGivenNumber(part)).map(([name]) => name)];
  const conditions: LayoutCondition[] = [];
  for (const [name, part] of parts) {
    const when = conditionOf(part);
    if (when === undefined) continue;
    conditions.push({ name, condition: parseCondition(when, fields), fields: [...fields] });
    fields.push(name);
  }
  return conditions;
}

/**
 * Checks the conditions of a layout that is being defined.
 *
 * @param parts The parts.
 * @param fields The fields.
 * @throws {ConditionSyntaxError} Where a condition cannot be understood.
 */
export function checkConditions(parts: object, fields: readonly string[]): void {
  layoutConditions({ parts, fields });
}

/**
 * The condition of a part.
 *
 * @param part The part.
 * @returns The text, or `undefined` where it is no flag that a condition decides.
 */
export function conditionOf(part: PartDefinition): string | undefined {
  return part.kind === "flag" ? part.when : undefined;
}

/** Whether each sample has one number of it, and brings it. */
function isGivenNumber(part: PartDefinition): boolean {
  return (
    part.kind === "oneHot" ||
    part.kind === "classIndex" ||
    part.kind === "value" ||
    part.kind === "sampleWeight" ||
    (part.kind === "flag" && part.when === undefined)
  );
}
