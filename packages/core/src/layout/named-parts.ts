import type { AnyLayout, Part } from "./layout.ts";

/**
 * Lists the parts of a layout with their names.
 *
 * @param layout The layout, of whatever names.
 * @returns Names and parts, in the order of their columns.
 */
export function namedParts(layout: Pick<AnyLayout, "parts">): readonly (readonly [string, Part])[] {
  const parts: [string, Part][] = Object.entries(layout.parts);
  return parts;
}
