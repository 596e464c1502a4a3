import type { Columns, Layout, PartDefinitions } from "./layout.ts";
import { writeColumns } from "./write-columns.ts";

/**
 * Combines the labels of many samples, given as one column for each part; no object is made for a sample.
 *
 * @param layout The layout.
 * @param columns One array for each part, all of length `B`: class indices for one-hot parts, true, false, 1 or 0 for
 *   flags, finite float32 numbers for values. Other columns are left alone.
 * @returns `[B * L]` labels, row by row, ready for `tensor2d(labels, [B, layout.width])`.
 * @throws {TypeError} Where a column is missing or no array.
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
export function combineColumns<Definitions extends PartDefinitions>(
  layout: Layout<Definitions>,
  columns: Columns<Definitions>,
): Float32Array<ArrayBuffer> {
  return writeColumns(layout, columns);
}
