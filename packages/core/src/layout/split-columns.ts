import type { Layout } from "./layout.ts";
import type { PartDefinitions } from "./part-definitions.ts";
import type { SplitColumns } from "./part-types.ts";
import { readColumns } from "./read-columns.ts";

/**
 * Splits combined labels into one column for each part: the exact inverse of `combineColumns`.
 *
 * @param layout The layout.
 * @param labels `[B * L]` labels, row by row.
 * @returns One typed array for each part, of length `B`, or `B * K` for several labels: class indices (`Uint8Array` up to 256
 *   classes, else `Uint16Array` or `Uint32Array`), 1 or 0 of flags and presences (`Uint8Array`), numbers (`Float32Array`).
 *   The labels of a part that has a presence are a `Float32Array` with NaN where they are missing.
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
  // Each part's rules gave the column of its kind.
  return readColumns("split labels", layout, labels) as SplitColumns<Definitions>;
}
