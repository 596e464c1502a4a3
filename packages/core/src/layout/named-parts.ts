import { describeValue } from "../errors/describe-value.ts";
import type { AnyLayout, Part } from "./layout.ts";

/**
 * Lists the parts of a layout with their names.
 *
 * @param layout The layout, of whatever names.
 * @returns Names and parts, in the order of their columns.
 * @throws {TypeError} Where it is no layout.
 */
export function namedParts(layout: Pick<AnyLayout, "parts">): readonly (readonly [string, Part])[] {
  const received: unknown = layout;
  const isLayout =
    typeof received === "object" &&
    received !== null &&
    "parts" in received &&
    typeof received.parts === "object" &&
    received.parts !== null;
  if (!isLayout) {
    throw new TypeError(
      `Cannot read the layout: it must be one that defineLayout or parseLayout gave, received ${describeValue(received)}`,
    );
  }
  const parts: [string, Part][] = Object.entries(layout.parts);
  return parts;
}
