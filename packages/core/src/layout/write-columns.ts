import { describeNames, describeValue } from "../errors/describe-value.ts";
import { decideFlags } from "./decide-flags.ts";
import { isArrayLike } from "./is-array-like.ts";
import { isDerived } from "./is-derived.ts";
import type { AnyLayout, Part } from "./layout.ts";
import { conditionOf } from "./layout-conditions.ts";
import { namedParts } from "./named-parts.ts";
import { labelsPerSample, rulesOf } from "./part-kinds.ts";
import { rowError } from "./part-rules.ts";
import { presencesOf } from "./presences.ts";

type GivenColumns = Map<string, ArrayLike<unknown>>;

/**
 * Writes columns into new labels, checking each label: `combineColumns` without its types.
 *
 * @param layout The layout.
 * @param columns One array for each part and field. Flags that a condition decides and presences may be left out.
 * @param count The number of samples, where it is known; else the columns say.
 * @returns `[B * L]` labels, row by row.
 * @throws {TypeError} Where a column is missing or no array.
 * @throws {RangeError} Where columns differ in length, or a label does not fit its part.
 */
export function writeColumns(layout: AnyLayout, columns: object, count?: number): Float32Array<ArrayBuffer> {
  const given = givenColumns(layout, columns);
  const rows = count ?? countRows(layout, given);
  const parts = namedParts(layout);
  const presences = presencesOf(layout);
  const present = presentLabels(parts, presences, given);
  decideFlags(layout, given, rows, present);

  const labels = new Float32Array(rows * layout.width);
  for (const [name, part] of parts) {
    if (part.kind === "presence") continue;
    const column = given.get(name) ?? [];
    const presence = presences.get(name);
    const known = present.get(name);
    const target = { labels, stride: layout.width, count: rows };
    if (presence !== undefined && known !== undefined) writePart(...presence, known, target);
    writePart(name, part, column, target, known);
  }
  return labels;
}

/** For each part with a presence, which of its labels are there: as given, or read off the labels. */
function presentLabels(
  parts: ReturnType<typeof namedParts>,
  presences: ReturnType<typeof presencesOf>,
  given: GivenColumns,
): ReadonlyMap<string, ArrayLike<unknown>> {
  const present = new Map<string, ArrayLike<unknown>>();
  for (const [name, part] of parts) {
    const presence = presences.get(name);
    if (presence === undefined) continue;
    const codes: readonly number[] = ("missing" in part ? part.missing : undefined) ?? [];
    present.set(name, given.get(presence[0]) ?? findPresent(given.get(name) ?? [], codes));
  }
  return present;
}

/** 1 where a label is there, 0 where it is none or one of the codes. Plain loops: `from` with a function is ten times slower. */
function findPresent(column: ArrayLike<unknown>, numbers: readonly number[]): Uint8Array {
  // A Float32Array has -9.9 as -9.899999618530273.
  const codes: readonly unknown[] = [...numbers, ...numbers.map(Math.fround)];
  const present = new Uint8Array(column.length);
  for (let at = 0; at < present.length; at++) {
    const label = column[at];
    const isNothing = label === null || label === undefined || Number.isNaN(label);
    present[at] = isNothing || codes.includes(label) ? 0 : 1;
  }
  return present;
}

/** Where labels are written. */
interface Target {
  readonly labels: Float32Array;
  readonly stride: number;
  readonly count: number;
}

function writePart(
  name: string,
  part: Part,
  column: ArrayLike<unknown>,
  { labels, stride, count }: Target,
  present?: ArrayLike<unknown>,
): void {
  const rules = rulesOf(part.kind);
  const span = rules.span(part);
  const size = labelsPerSample(part);
  const write = rules.writer(part);
  for (let row = 0; row < count; row++) {
    for (let label = 0; label < size; label++) {
      const from = row * size + label;
      const at = row * stride + part.offset + label * span;
      if (present !== undefined && (present[from] === 0 || present[from] === false)) {
        for (let to = at; to < at + span; to++) labels[to] = Number.NaN;
      } else if (!write(column[from], labels, at)) {
        const which = size > 1 ? `label ${label} ` : "";
        throw rowError(
          "combine labels",
          row,
          name,
          `${which}needs ${rules.needs(part)}, received ${describeValue(column[from])}`,
        );
      }
    }
  }
}

function givenColumns(layout: AnyLayout, columns: object): GivenColumns {
  const received: unknown = columns;
  if (typeof received !== "object" || received === null) {
    throw new TypeError(
      `Cannot combine labels: columns must be an object of arrays, received ${describeValue(received)}`,
    );
  }
  const given: GivenColumns = new Map();
  for (const [name, part] of namedParts(layout)) {
    if (!isDerived(part) || Reflect.get(columns, name) !== undefined)
      given.set(name, columnOf(columns, "part", name));
  }
  for (const field of fieldsNeeded(layout, given)) given.set(field, columnOf(columns, "field", field));
  return given;
}

/** The fields are needed unless each flag that they decide is given. */
function fieldsNeeded(layout: AnyLayout, given: GivenColumns): readonly string[] {
  const undecided = namedParts(layout).some(
    ([name, part]) => conditionOf(part) !== undefined && !given.has(name),
  );
  return undecided ? layout.fields : [];
}

function columnOf(columns: object, what: "part" | "field", name: string): ArrayLike<unknown> {
  const column: unknown = Reflect.get(columns, name);
  if (isArrayLike(column)) return column;
  throw new TypeError(
    `Cannot combine labels: the ${what} ${JSON.stringify(name)} needs an array or typed array, received ${describeValue(column)} among the columns ${describeNames(Object.keys(columns))}`,
  );
}

/** The number of samples, on which all columns must agree. */
function countRows(layout: AnyLayout, given: GivenColumns): number {
  const sizes = new Map(namedParts(layout).map(([name, part]) => [name, labelsPerSample(part)]));
  const counts = [...given].map(([name, column]) => column.length / (sizes.get(name) ?? 1));
  const [count = 0] = counts;
  if (counts.every((each) => each === count) && Number.isInteger(count)) return count;
  const lengths = [...given].map(([name, { length }]) => {
    const size = sizes.get(name) ?? 1;
    return size === 1 ? `${name} ${length}` : `${name} ${length} of ${size} a sample`;
  });
  throw new RangeError(
    `Cannot combine labels: all columns need the same length, received ${lengths.join(", ")}`,
  );
}
