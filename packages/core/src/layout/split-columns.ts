import { describeValue } from "../errors/describe-value.ts";
import type { Layout, PartDefinitions, SplitColumns } from "./layout.ts";
import { namedParts } from "./named-parts.ts";
import { rulesOf } from "./part-kinds.ts";

/**
 * Splits combined labels into one column for each part: the exact inverse of `combineColumns`.
 *
 * @param layout The layout.
 * @param labels `[B * L]` labels, row by row.
 * @returns One typed array of length `B` for each part: the class indices of a one-hot part (`Uint8Array` up to 256
 *   classes, else `Uint16Array` or `Uint32Array`), 1 or 0 of a flag (`Uint8Array`), the numbers of a value
 *   (`Float32Array`).
 * @throws {TypeError} Where `labels` is no `Float32Array`.
 * @throws {RangeError} Where the length is no multiple of the width, or a row cannot have been combined with this layout;
 *   the message names row and part.
 *
 * @example
 * ```ts
 * import { defineLayout, flag, oneHot, splitColumns } from "@proj/core";
 *
 * const layout = defineLayout({ digit: oneHot(3), isOdd: flag() });
 * const columns = splitColumns(layout, Float32Array.of(0, 1, 0, 1));
 * console.log(columns.digit, columns.isOdd); // [1] [1]
 * ```
 */
export function splitColumns<Definitions extends PartDefinitions>(
  layout: Layout<Definitions>,
  labels: Float32Array,
): SplitColumns<Definitions> {
  if (!(labels instanceof Float32Array)) {
    throw new TypeError(
      `Cannot split labels: they must be a Float32Array, received ${describeValue(labels)}`,
    );
  }
  const count = labels.length / layout.width;
  if (!Number.isInteger(count)) {
    throw new RangeError(
      `Cannot split labels: their length must be a multiple of the layout's width ${layout.width}, received ${labels.length}`,
    );
  }
  const columns = namedParts(layout).map(([name, part]) => {
    const { offset, width } = part;
    return [
      name,
      rulesOf(part.kind).read(part, { name, labels, count, stride: layout.width, offset, width }),
    ];
  });
  // Each part's rules gave the column of its kind.
  return Object.fromEntries(columns) as SplitColumns<Definitions>;
}
