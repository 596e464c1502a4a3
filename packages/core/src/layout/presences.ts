import { describeNames } from "../errors/describe-value.ts";
import type { AnyLayout, Part } from "./layout.ts";
import { namedParts } from "./named-parts.ts";
import type { PartDefinition, Presence } from "./part-definitions.ts";
import { sizeOf } from "./part-kinds.ts";

type Definitions = Readonly<Record<string, PartDefinition>>;

/**
 * The number of columns of a presence: one for each label of the part that it is of.
 *
 * @param definitions The layout's definitions by name.
 * @param name The presence part.
 * @param presence Its definition.
 * @returns The number.
 * @throws {TypeError} Where it is of no part that holds labels.
 */
export function presenceWidth(definitions: Definitions, name: string, { of }: Presence): number {
  const part = Object.hasOwn(definitions, of) ? definitions[of] : undefined;
  const problem = `Cannot define the part ${JSON.stringify(name)}: a presence must be of a part that holds labels`;
  if (part === undefined) {
    throw new TypeError(
      `${problem}, received ${JSON.stringify(of)}; the parts are ${describeNames(Object.keys(definitions))}`,
    );
  }
  if (
    part.kind === "presence" ||
    part.kind === "sampleWeight" ||
    ("when" in part && part.when !== undefined)
  ) {
    const what = part.kind === "flag" ? "a flag that a condition decides" : `of kind ${part.kind}`;
    throw new TypeError(`${problem}, received ${JSON.stringify(of)}, ${what}`);
  }
  return sizeOf(part);
}

/**
 * Checks that each part has one presence part at most, and has one where its labels may be missing.
 *
 * @param definitions The layout's definitions by name.
 * @throws {TypeError} Where that is not so.
 */
export function checkPresences(definitions: Definitions): void {
  const presenceOf = new Map<string, string>();
  for (const [name, definition] of Object.entries(definitions)) {
    if (definition.kind !== "presence") continue;
    const other = presenceOf.get(definition.of);
    if (other !== undefined) {
      throw new TypeError(
        `Cannot define the layout: a part needs one presence, received ${JSON.stringify(other)} and ${JSON.stringify(name)} of ${JSON.stringify(definition.of)}`,
      );
    }
    presenceOf.set(definition.of, name);
  }
  for (const [name, definition] of Object.entries(definitions)) {
    if ("missing" in definition && definition.missing !== undefined && !presenceOf.has(name)) {
      throw new TypeError(
        `Cannot define the layout: a part with missing labels needs a presence part, received none for ${JSON.stringify(name)}; add one more part: presence(${JSON.stringify(name)})`,
      );
    }
  }
}

/**
 * Finds the presence parts of a layout.
 *
 * @param layout The layout.
 * @returns For each part that has one, by its name, the name and the placement of the presence part.
 */
export function presencesOf(
  layout: Pick<AnyLayout, "parts">,
): ReadonlyMap<string, readonly [string, Part<Presence>]> {
  const presences = new Map<string, readonly [string, Part<Presence>]>();
  for (const [name, part] of namedParts(layout)) {
    if (part.kind === "presence") presences.set(part.of, [name, part]);
  }
  return presences;
}
