import { describeValue } from "../errors/describe-value.ts";
import { defineLayout } from "./define-layout.ts";
import type { Layout } from "./layout.ts";
import type { PartDefinitions } from "./part-definitions.ts";

/**
 * Turns JSON back into a layout, and checks all of it.
 *
 * The order of the parts is that of their offsets, so JSON whose keys were sorted on the way reads back the same.
 *
 * @param json What `JSON.parse` gave: an object with `width` and `parts`, each part with its `offset` and `width`, and
 *   `fields` where there are any.
 * @returns The layout, frozen plain data. Its type has no names: check that the parts you need are there.
 * @throws {TypeError} Where the JSON is no layout, or a name, kind or field of a part is refused.
 * @throws {RangeError} Where offsets or widths are not those of the parts: gaps, overlaps, a wrong sum.
 * @throws {ConditionSyntaxError} Where the condition of a flag cannot be understood.
 *
 * @example
 * ```ts
 * import { defineLayout, flag, oneHot, parseLayout } from "@proj/core";
 *
 * const json = JSON.stringify(defineLayout({ digit: oneHot(10), isOdd: flag() }));
 * console.log(parseLayout(JSON.parse(json)).width); // 11
 * ```
 */
export function parseLayout(json: unknown): Layout {
  const parts: unknown = read(json, "parts");
  if (typeof parts !== "object" || parts === null || Array.isArray(parts)) {
    throw new TypeError(
      `Cannot read the layout: it must be an object with a width and parts, received ${describeValue(parts ?? json)}`,
    );
  }
  const entries = Object.entries(parts).map(([name, part]): [string, unknown] => [name, part]);
  entries.sort(([, first], [, second]) => Number(read(first, "offset")) - Number(read(second, "offset")));
  // defineLayout checks each definition and field, whatever its type claims.
  const fields = (read(json, "fields") ?? []) as readonly string[];
  const layout: Layout = defineLayout(Object.fromEntries(entries) as PartDefinitions, { fields });

  for (const [name, part] of Object.entries(layout.parts)) {
    const given: unknown = Reflect.get(parts, name);
    for (const key of ["offset", "width"] as const)
      checkNumber(`${key} of the part "${name}"`, part[key], read(given, key));
  }
  checkNumber("width", layout.width, read(json, "width"));
  return layout;
}

function read(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

function checkNumber(what: string, expected: number, received: unknown): void {
  if (received !== expected) {
    throw new RangeError(
      `Cannot read the layout: the ${what} must be ${expected}, received ${describeValue(received)}`,
    );
  }
}
