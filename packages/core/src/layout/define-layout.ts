import { describeNames, describeValue } from "../errors/describe-value.ts";
import type { Layout, Part, PartDefinition, PartDefinitions } from "./layout.ts";
import { isPartKind, PART_KINDS, rulesOf } from "./part-kinds.ts";
import { partNameProblem } from "./part-name.ts";

/** The most columns of a layout: one sample takes 4 MB then. */
const MAX_WIDTH = 1_000_000;

/**
 * Lays out the parts of a label side by side, in the order in which they are named.
 *
 * @param parts The parts by name: `oneHot(classes)` takes `C` columns, `flag()` and `value()` take one. Names have up to
 *   100 characters and are no integers, no words of the condition language (`and`, `in`, `true`, ...) and no names that
 *   JavaScript uses (`constructor`, `then`, ...).
 * @returns The layout: width and parts with their columns. Frozen plain data, ready for `JSON.stringify`; its type
 *   carries the names.
 * @throws {TypeError} Where there are no parts, a name is refused, or a part is no definition.
 * @throws {RangeError} Where the layout is wider than 1,000,000 columns.
 *
 * @example
 * ```ts
 * import { defineLayout, flag, oneHot } from "@proj/core";
 *
 * const layout = defineLayout({ digit: oneHot(10), isOdd: flag() });
 * console.log(layout.width); // 11
 * console.log(layout.parts.digit); // { kind: "oneHot", classes: 10, offset: 0, width: 10 }
 * ```
 */
export function defineLayout<const Definitions extends PartDefinitions>(
  parts: Definitions,
): Layout<Definitions> {
  const definitions: unknown = parts;
  if (typeof definitions !== "object" || definitions === null || Array.isArray(definitions)) {
    throw new TypeError(
      `Cannot define the layout: parts must be an object of names and parts, received ${describeValue(definitions)}`,
    );
  }
  const names = Object.keys(definitions);
  if (names.length === 0)
    throw new TypeError("Cannot define the layout: at least one part is needed, received none");

  const placed: Record<string, Part> = {};
  let offset = 0;
  for (const name of names) {
    const problem = partNameProblem(name);
    if (problem !== undefined) {
      throw new TypeError(`Cannot define the layout: ${problem}, received ${describeValue(name)}`);
    }
    const part = place(parseDefinition(Reflect.get(definitions, name), name), offset);
    placed[name] = part;
    offset += part.width;
  }
  if (offset > MAX_WIDTH) {
    throw new RangeError(
      `Cannot define the layout: at most ${MAX_WIDTH} columns are supported, received ${offset}`,
    );
  }
  // The loop above gave each name its own definition.
  return Object.freeze({ width: offset, parts: Object.freeze(placed) }) as Layout<Definitions>;
}

function parseDefinition(json: unknown, name: string): PartDefinition {
  const kind: unknown = typeof json === "object" && json !== null && "kind" in json ? json.kind : undefined;
  if (typeof json !== "object" || json === null || !isPartKind(kind)) {
    throw new TypeError(
      `Cannot define the part ${JSON.stringify(name)}: it must be of a kind out of ${describeNames(PART_KINDS)}, received ${describeValue(kind ?? json)}`,
    );
  }
  return rulesOf(kind).parse(json, name);
}

function place(definition: PartDefinition, offset: number): Part {
  const width = rulesOf(definition.kind)
    .shape(definition)
    .reduce((product, size) => product * size, 1);
  return Object.freeze({ ...definition, offset, width });
}
