import { describeValue } from "../errors/describe-value.ts";
import type { AnyLayout, Part } from "./layout.ts";
import { namedParts } from "./named-parts.ts";
import { labelsPerSample, rulesOf } from "./part-kinds.ts";
import { rowError, type SplitColumn } from "./part-rules.ts";
import { presencesOf } from "./presences.ts";

/**
 * Reads labels into one column for each part, checking each label: `splitColumns` without its types.
 *
 * @param action What the caller does, for messages, such as `split labels`.
 * @param layout The layout.
 * @param labels `[B * L]` labels, row by row.
 * @returns The columns by part.
 * @throws {TypeError} Where `labels` is no `Float32Array`.
 * @throws {RangeError} Where the length is no multiple of the width, or a row cannot have been combined with this layout.
 */
export function readColumns(
  action: string,
  layout: AnyLayout,
  labels: Float32Array,
): Record<string, SplitColumn> {
  if (!(labels instanceof Float32Array)) {
    throw new TypeError(`Cannot ${action}: they must be a Float32Array, received ${describeValue(labels)}`);
  }
  const count = labels.length / layout.width;
  if (!Number.isInteger(count)) {
    throw new RangeError(
      `Cannot ${action}: their length must be a multiple of the layout's width ${layout.width}, received ${labels.length}`,
    );
  }
  const presences = presencesOf(layout);
  const columns = namedParts(layout).map(([name, part]) => {
    const source = { labels, stride: layout.width, count };
    return [name, readPart(action, name, part, source, presences.get(name)?.[1])];
  });
  return Object.fromEntries(columns);
}

/** Where labels are read from. */
interface Source {
  readonly labels: Float32Array;
  readonly stride: number;
  readonly count: number;
}

function readPart(
  action: string,
  name: string,
  part: Part,
  { labels, stride, count }: Source,
  presence: Part | undefined,
): SplitColumn {
  const rules = rulesOf(part.kind);
  const span = rules.span(part);
  const size = labelsPerSample(part);
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
        throw rowError(action, row, name, `${which}needs ${rules.holds}, received ${received}`);
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
