import { flagRules } from "./flag.ts";
import type { PartKind } from "./layout.ts";
import { oneHotRules } from "./one-hot.ts";
import type { PartRules } from "./part-rules.ts";
import { valueRules } from "./value.ts";

const rules: { readonly [Kind in PartKind]: PartRules<Kind> } = {
  oneHot: oneHotRules,
  flag: flagRules,
  value: valueRules,
};

/** The kinds there are, for messages and checks. */
export const PART_KINDS: readonly string[] = Object.keys(rules);

/**
 * The rules of a kind.
 *
 * @param kind The kind.
 * @returns Its rules.
 */
export function rulesOf<Kind extends PartKind>(kind: Kind): PartRules<Kind> {
  return rules[kind];
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
