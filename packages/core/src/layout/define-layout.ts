import { checkFields } from "../errors/check-fields.ts";
import { describeNames, describeValue } from "../errors/describe-value.ts";
import type { Layout, Part } from "./layout.ts";
import { checkConditions } from "./layout-conditions.ts";
import type { PartDefinition, PartDefinitions, Presence } from "./part-definitions.ts";
import { isPartKind, PART_KINDS, rulesOf, sizeOf } from "./part-kinds.ts";
import { partNameProblem } from "./part-name.ts";
import { checkPresences, presenceWidth } from "./presences.ts";

/** The most columns of a layout: one sample takes 4 MB then. */
const MAX_WIDTH = 1_000_000;

/** What samples have beside their labels. */
export interface LayoutOptions<Field extends string> {
  /** The names of the fields that conditions may speak of beside the parts; none if left out. */
  readonly fields?: readonly Field[];
}

/** Refuses, as a type, presences of parts that the layout does not have. */
export type KnownPresences<Definitions extends PartDefinitions> = {
  readonly [Name in keyof Definitions]: Definitions[Name] extends Presence<infer Of>
    ? Presence<Of & keyof Definitions & string>
    : PartDefinition;
};

/**
 * Lays out the parts of a label side by side, in the order in which they are named.
 *
 * @param parts The parts by name: `oneHot(classes)` takes `C` columns, `flags(size)` and `values(size)` take `K`, a presence
 *   as many as the part it is of has labels, every other kind takes one. Names have up to 100 characters and are no integers,
 *   no words of the condition language (`and`, `in`, `true`, ...) and no names that JavaScript uses (`constructor`, `then`, ...).
 * @param options The fields beside the parts that conditions may speak of.
 * @returns The layout: width, parts with their columns, and fields. Frozen plain data, ready for `JSON.stringify`; its type
 *   carries the names.
 * @throws {TypeError} Where there are no parts, a name is refused or comes twice, a part is no definition, a part may be
 *   missing and has no presence part, a presence is of no part that holds labels, or a part or the options have a field that
 *   is not known.
 * @throws {RangeError} Where the layout is wider than 1,000,000 columns.
 * @throws {ConditionSyntaxError} Where the condition of a flag cannot be understood; it points at the column.
 *
 * @example
 * ```ts
 * import { defineLayout, flag, oneHot, presence } from "@proj/core";
 *
 * const layout = defineLayout({ digit: oneHot(10), isOdd: flag() });
 * console.log(layout.width); // 11
 * console.log(layout.parts.digit); // { kind: "oneHot", classes: 10, offset: 0, width: 10 }
 *
 * const survey = defineLayout(
 *   { smokes: flag({ missing: null }), known: presence("smokes"), asked: flag({ when: "smoked = 1" }) },
 *   { fields: ["smoked"] },
 * );
 * console.log(survey.width); // 3
 * ```
 */
export function defineLayout<const Definitions extends PartDefinitions, const Field extends string = never>(
  parts: Definitions & KnownPresences<Definitions>,
  options: LayoutOptions<Field> = {},
): Layout<Definitions, Field> {
  const definitions = parseDefinitions(parts);
  checkFields("define the layout", "options", options, ["fields"]);
  const placed: Record<string, Part> = {};
  let offset = 0;
  for (const [name, definition] of Object.entries(definitions)) {
    const width =
      definition.kind === "presence"
        ? presenceWidth(definitions, name, definition)
        : sizeOf(definition) * rulesOf(definition.kind).span(definition);
    placed[name] = Object.freeze({ ...definition, offset, width });
    offset += width;
  }
  if (offset > MAX_WIDTH) {
    throw new RangeError(
      `Cannot define the layout: at most ${MAX_WIDTH} columns are supported, received ${offset}`,
    );
  }
  checkPresences(definitions);
  const fields = parseFields(options.fields ?? [], Object.keys(placed));
  checkConditions(placed, fields);
  // The loop above gave each name its own definition.
  const layout = { width: offset, parts: Object.freeze(placed), fields };
  return Object.freeze(layout) as unknown as Layout<Definitions, Field>;
}

function parseDefinitions(parts: unknown): Record<string, PartDefinition> {
  if (typeof parts !== "object" || parts === null || Array.isArray(parts)) {
    throw new TypeError(
      `Cannot define the layout: parts must be an object of names and parts, received ${describeValue(parts)}`,
    );
  }
  const names = Object.keys(parts);
  if (names.length === 0) {
    throw new TypeError("Cannot define the layout: at least one part is needed, received none");
  }
  for (const name of names) checkName(name);
  return Object.fromEntries(names.map((name) => [name, parseDefinition(Reflect.get(parts, name), name)]));
}

function parseDefinition(json: unknown, name: string): PartDefinition {
  const action = `define the part ${JSON.stringify(name)}`;
  const kind: unknown = typeof json === "object" && json !== null && "kind" in json ? json.kind : undefined;
  if (typeof json !== "object" || json === null || !isPartKind(kind)) {
    throw new TypeError(
      `Cannot ${action}: it must be of a kind out of ${describeNames(PART_KINDS)}, received ${describeValue(kind ?? json)}`,
    );
  }
  const { fields, parse } = rulesOf(kind);
  // A part of another layout has a place there, and gets one of its own here.
  const placement = ["offset", "width"];
  const known = ["kind", ...fields];
  checkFields(action, `a part of the kind ${kind}`, json, known, placement);
  return parse(json, action);
}

function parseFields<Field extends string>(fields: readonly Field[], parts: string[]): readonly Field[] {
  const received: unknown = fields;
  if (!Array.isArray(received)) {
    throw new TypeError(
      `Cannot define the layout: fields must be a list of names, received ${describeValue(received)}`,
    );
  }
  const seen = new Set(parts);
  for (const field of fields) {
    checkName(field);
    if (seen.has(field)) {
      throw new TypeError(
        `Cannot define the layout: every part and field needs a name of its own, received ${describeValue(field)} twice`,
      );
    }
    seen.add(field);
  }
  return Object.freeze([...fields]);
}

function checkName(name: unknown): void {
  const problem = typeof name === "string" ? partNameProblem(name) : "a name must be a text";
  if (problem !== undefined) {
    throw new TypeError(`Cannot define the layout: ${problem}, received ${describeValue(name)}`);
  }
}
