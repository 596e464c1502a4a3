import { describeValue } from "../errors/describe-value.ts";
import type { Layout, Part } from "./layout.ts";
import { namedParts } from "./named-parts.ts";
import type { PartDefinitions } from "./part-definitions.ts";
import { rulesOf } from "./part-kinds.ts";
import { rowError, type SplitColumn } from "./part-rules.ts";
import type { SplitColumns } from "./part-types.ts";
import { presenceOf } from "./presences.ts";

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
    const source = { labels, stride: layout.width, count };
    return [name, readPart(name, part, source, presenceOf(layout, name)?.[1])];
  });
  // Each part's rules gave the column of its kind.
  return Object.fromEntries(columns) as SplitColumns<Definitions>;
}

/** Where labels are read from. */
interface Source {
  readonly labels: Float32Array;
  readonly stride: number;
  readonly count: number;
}

function readPart(
  name: string,
  part: Part,
  { labels, stride, count }: Source,
  presence: Part | undefined,
): SplitColumn {
  const rules = rulesOf(part.kind);
  const span = rules.span(part);
  const size = part.width / span;
  const read = rules.reader(part);
  const column = presence ? new Float32Array(count * size) : rules.createColumn(part, count * size);
  for (let row = 0; row < count; row++) {
    for (let label = 0; label < size; label++) {
      const at = row * stride + part.offset + label * span;
      const to = row * size + label;
      if (presence && labels[row * stride + presence.offset + label] === 0) {
        column[to] = Number.NaN;
        continue;
      }
      const value = read(labels, at);
      if (Number.isNaN(value)) {
        const which = size > 1 ? `label ${label} ` : "";
        const received =
          span === 1 ? describeValue(labels[at]) : describeOneHot(labels.subarray(at, at + span));
        throw rowError("split labels", row, name, `${which}needs ${rules.holds}, received ${received}`);
      }
      column[to] = value;
    }
  }
  return column;
}

function describeOneHot(columns: Float32Array): string {
  const ones = columns.filter((label) => label === 1).length;
  const others = columns.filter((label) => label !== 0 && label !== 1).length;
  return `${ones} times 1${others > 0 ? ` and ${others} other numbers` : ""}`;
}
