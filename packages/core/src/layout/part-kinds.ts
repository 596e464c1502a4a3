import { classIndexRules } from "./class-index.ts";
import { flagRules } from "./flag.ts";
import { flagsRules } from "./flags.ts";
import type { Part } from "./layout.ts";
import { oneHotRules } from "./one-hot.ts";
import type { Flags, PartDefinition, PartKind, Values } from "./part-definitions.ts";
import type { PartRules } from "./part-rules.ts";
import { presenceRules } from "./presence.ts";
import { sampleWeightRules } from "./sample-weight.ts";
import { valueRules } from "./value.ts";
import { valuesRules } from "./values.ts";

const rules: { readonly [Kind in PartKind]: PartRules<Kind> } = {
  oneHot: oneHotRules,
  classIndex: classIndexRules,
  flag: flagRules,
  flags: flagsRules,
  value: valueRules,
  values: valuesRules,
  sampleWeight: sampleWeightRules,
  presence: presenceRules,
};

/** The kinds there are, for messages and checks. */
export const PART_KINDS: readonly string[] = Object.keys(rules);

/**
 * The rules of a kind.
 *
 * @param kind The kind.
 * @returns Its rules; the types trust the caller to hand them definitions of that kind.
 */
export function rulesOf(kind: PartKind): PartRules<PartKind> {
  return rules[kind] as unknown as PartRules<PartKind>;
}

/**
 * Tells whether there are rules for a kind.
 *
 * @param kind Anything.
 * @returns Whether it is the name of a kind.
 */
export function isPartKind(kind: unknown): kind is PartKind {
  return typeof kind === "string" && Object.hasOwn(rules, kind);
}

/**
 * Tells whether a part has several labels for each sample.
 *
 * @param definition The part, or its definition.
 * @returns `true` for several flags or values, also where they are one; the columns of one-hot classes are one label.
 */
export function isList(definition: PartDefinition): definition is Flags | Values {
  return definition.kind === "flags" || definition.kind === "values";
}

/**
 * The number of labels that a part holds for each sample.
 *
 * @param part The part, with its place.
 * @returns `K` for several flags or values and for their presences, else 1.
 */
export function labelsPerSample(part: Part): number {
  return part.width / rulesOf(part.kind).span(part);
}

/**
 * The number of labels that a part of this definition holds for each sample.
 *
 * @param definition Any but a presence, which has as many as the part it is of.
 * @returns `K` for several flags or values, else 1.
 */
export function sizeOf(definition: Exclude<PartDefinition, { readonly kind: "presence" }>): number {
  return isList(definition) ? definition.size : 1;
}
