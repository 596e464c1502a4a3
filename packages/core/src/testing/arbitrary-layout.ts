import fc, { type Arbitrary } from "fast-check";
import { classIndex } from "../layout/class-index.ts";
import { defineLayout } from "../layout/define-layout.ts";
import { flag } from "../layout/flag.ts";
import { flags } from "../layout/flags.ts";
import type { Layout } from "../layout/layout.ts";
import { oneHot } from "../layout/one-hot.ts";
import type { LabelOptions, PartDefinition } from "../layout/part-definitions.ts";
import type { SplitColumn } from "../layout/part-rules.ts";
import { presence } from "../layout/presence.ts";
import { sampleWeight } from "../layout/sample-weight.ts";
import { value } from "../layout/value.ts";
import { values } from "../layout/values.ts";

/** A random layout with labels for it. */
export interface LabelledLayout {
  readonly layout: Layout;
  readonly count: number;
  /** The labels by part and field, as a caller gives them. */
  readonly columns: Readonly<Record<string, readonly unknown[]>>;
  /** The same labels as samples. */
  readonly samples: readonly Readonly<Record<string, unknown>>[];
  /** What they split into. */
  readonly split: Readonly<Record<string, SplitColumn>>;
}

/** One part, with what stands beside it where its labels may be missing. */
interface RandomPart {
  readonly definition: PartDefinition;
  /** The number of labels of a sample. */
  readonly size: number;
  /** Whether a sample has them as an array. */
  readonly isList: boolean;
  readonly labels: Arbitrary<unknown>;
  readonly column: (values: number[]) => SplitColumn;
}

/** A label as it is given, and as it comes back. */
interface Cell {
  readonly given: unknown;
  /** `null` where it is missing. */
  readonly label: number | null;
}

interface RandomColumn extends RandomPart {
  readonly name: string;
  readonly cells: readonly Cell[];
  /** `none`: never missing; `read`: read off the labels; `stated`: a column of its own. */
  readonly presence: "none" | "read" | "stated";
}

const CODES = [-1, -100];
const float32 = fc
  .float({ noNaN: true, noDefaultInfinity: true })
  .filter((number) => !CODES.includes(number));
const bit = fc.constantFrom<number | boolean>(true, false, 0, 1);
const bytes = (numbers: number[]): SplitColumn => Uint8Array.from(numbers);
const floats = (numbers: number[]): SplitColumn => Float32Array.from(numbers);

const parts = (options: LabelOptions): Arbitrary<RandomPart> => {
  const classes = fc.constantFrom(2, 3, 256, 257).chain((size) =>
    fc.record({
      definition: fc.constantFrom(oneHot(size, options), classIndex(size, options)),
      size: fc.constant(1),
      isList: fc.constant(false),
      labels: fc.constant(fc.integer({ min: 0, max: size - 1 })),
      column: fc.constant(size > 256 ? (numbers: number[]): SplitColumn => Uint16Array.from(numbers) : bytes),
    }),
  );
  const one = { size: 1, isList: false };
  const lists = fc
    .integer({ min: 1, max: 3 })
    .chain((size) =>
      fc.constantFrom<RandomPart>(
        { definition: flags(size, options), size, isList: true, labels: bit, column: bytes },
        { definition: values(size, options), size, isList: true, labels: float32, column: floats },
      ),
    );
  return fc.oneof(
    classes,
    fc.constant<RandomPart>({ ...one, definition: flag(options), labels: bit, column: bytes }),
    fc.constant<RandomPart>({ ...one, definition: value(options), labels: float32, column: floats }),
    lists,
  );
};

const weights = fc.constant<RandomPart>({
  definition: sampleWeight(),
  size: 1,
  isList: false,
  labels: float32.map(Math.abs),
  column: floats,
});

const given = (labels: Arbitrary<unknown>): Arbitrary<Cell> =>
  labels.map((label) => ({ given: label, label: Number(label) }));
const missing = (codes: readonly unknown[]): Arbitrary<Cell> =>
  fc
    .constantFrom<unknown>(Number.NaN, null, undefined, ...codes)
    .map((code) => ({ given: code, label: null }));

/** A part with the labels of `count` samples. */
function columnOf(name: string, count: number): Arbitrary<RandomColumn> {
  const cells = (part: RandomPart, cell: Arbitrary<Cell>): Arbitrary<Cell[]> =>
    fc.array(cell, { minLength: count * part.size, maxLength: count * part.size });
  const known = fc.oneof(parts({}), weights);
  const unknown = fc.tuple(parts({ missing: CODES }), fc.constantFrom("read" as const, "stated" as const));
  return fc.oneof(
    known.chain((part) =>
      cells(part, given(part.labels)).map((own) => ({
        ...part,
        name,
        cells: own,
        presence: "none" as const,
      })),
    ),
    unknown.chain(([part, how]) => {
      // Where the presence is stated, what a missing label is written as does not matter.
      const codes = how === "stated" ? [0, 7.5, Number.POSITIVE_INFINITY] : CODES;
      return cells(part, fc.oneof(given(part.labels), missing(codes))).map((own) => ({
        ...part,
        name,
        cells: own,
        presence: how,
      }));
    }),
  );
}

/**
 * Makes random layouts of every kind of part, with labels of up to 4 samples.
 *
 * @returns Layouts of 1 to 5 parts that hold labels or weights, presences after any of them, and one more flag that a
 *   condition over the field `age` decides.
 */
export function labelledLayouts(): Arbitrary<LabelledLayout> {
  return fc
    .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 5 }))
    .chain(([count, size]) =>
      fc.tuple(
        fc.tuple(...Array.from({ length: size }, (_, at) => columnOf(`part ${at}`, count))),
        fc.array(fc.option(fc.integer({ min: 15, max: 25 })), { minLength: count, maxLength: count }),
        fc.boolean(),
      ),
    )
    .map(([columns, ages, isPresenceFirst]) => assemble(columns, ages, isPresenceFirst));
}

function assemble(
  columns: readonly RandomColumn[],
  ages: readonly (number | null)[],
  isPresenceFirst: boolean,
): LabelledLayout {
  const definitions: [string, PartDefinition][] = [["adult", flag({ when: "age >= 20" })]];
  const given: [string, readonly unknown[]][] = [["age", ages]];
  const split: [string, SplitColumn][] = [
    ["adult", Uint8Array.from(ages, (age) => (age !== null && age >= 20 ? 1 : 0))],
  ];
  const lists = new Map<string, number>();
  for (const { name, definition, cells, presence: how, size, isList, column } of columns) {
    given.push([name, cells.map((cell) => cell.given)]);
    if (isList) lists.set(name, size);
    const own: [string, PartDefinition] = [name, definition];
    if (how === "none") {
      definitions.push(own);
      split.push([name, column(cells.map(({ label }) => label ?? Number.NaN))]);
      continue;
    }
    const presenceName = `presence of ${name}`;
    const other: [string, PartDefinition] = [presenceName, presence(name)];
    definitions.push(...(isPresenceFirst ? [other, own] : [own, other]));
    const there = cells.map(({ label }) => Number(label !== null));
    split.push([name, Float32Array.from(cells, ({ label }) => label ?? Number.NaN)]);
    split.push([presenceName, Uint8Array.from(there)]);
    if (how === "read") continue;
    given.push([presenceName, there]);
    if (isList) lists.set(presenceName, size);
  }
  const samples = ages.map((_, row) =>
    Object.fromEntries(
      given.map(([name, labels]) => {
        const size = lists.get(name);
        return [name, size === undefined ? labels[row] : labels.slice(row * size, (row + 1) * size)];
      }),
    ),
  );
  // The names are made up here, which no type can follow.
  const layout: Layout = defineLayout(Object.fromEntries(definitions), { fields: ["age"] });
  return {
    layout,
    count: ages.length,
    columns: Object.fromEntries(given),
    samples,
    split: Object.fromEntries(split),
  };
}
