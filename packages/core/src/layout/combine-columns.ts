import type { Layout } from "./layout.ts";
import type { PartDefinitions } from "./part-definitions.ts";
import type { Columns } from "./part-types.ts";
import { writeColumns } from "./write-columns.ts";

/**
 * Combines the labels of many samples, given as one column for each part; no object is made for a sample.
 *
 * @param layout The layout.
 * @param columns One array for each part, of length `B`, or `B * K` for several flags or values; and one for each field of
 *   the layout. Class indices for one-hot and class index parts, true, false, 1 or 0 for flags, finite float32 numbers for
 *   values, finite numbers of 0 or more for sample weights. Where a part has a presence, NaN, null, undefined and the numbers
 *   that it calls `missing` stand for a missing label. Flags that a condition decides and presences may be left out; those
 *   that are given are taken. Other columns are left alone.
 * @returns `[B * L]` labels, row by row, ready for `tensor2d(labels, [B, layout.width])`. Missing labels are NaN.
 * @throws {TypeError} Where a column is missing or no array, or a field of a condition is neither number nor boolean.
 * @throws {RangeError} Where columns differ in length, or a label does not fit its part; the message names row and part.
 *
 * @example
 * ```ts
 * import { combineColumns, defineLayout, flag, oneHot } from "@proj/core";
 *
 * const layout = defineLayout({ digit: oneHot(3), isOdd: flag() });
 * const labels = combineColumns(layout, { digit: Uint8Array.of(1, 2), isOdd: Uint8Array.of(1, 0) });
 * console.log(labels); // [0, 1, 0, 1,   0, 0, 1, 0]
 * ```
 */
export function combineColumns<Definitions extends PartDefinitions, Field extends string>(
  layout: Layout<Definitions, Field>,
  columns: Columns<Definitions, Field>,
): Float32Array<ArrayBuffer> {
  return writeColumns(layout, columns);
}
