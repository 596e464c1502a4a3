import { type Tensor2D, tensor2d } from "@tensorflow/tfjs-core";
import { describeNames, describeValue } from "../errors/describe-value.ts";
import { isArrayLike } from "./is-array-like.ts";
import { isDerived } from "./is-derived.ts";
import type { AnyLayout, FlagName, Layout } from "./layout.ts";
import { namedParts } from "./named-parts.ts";
import type { PartDefinitions } from "./part-definitions.ts";
import { isList, labelsPerSample } from "./part-kinds.ts";
import type { Sample } from "./part-types.ts";
import { writeColumns } from "./write-columns.ts";

/** Decides a flag in code. */
export type Predicate<S> = (sample: S, row: number) => boolean;

/**
 * Combines the labels of samples into one tensor.
 *
 * For many samples, `combineColumns` does the same without an object for each.
 *
 * @param layout The layout.
 * @param samples `B` samples, each with a value for every part: a class index, a boolean (or 1 or 0), a finite number, or an
 *   array of `K` of them; and with the fields of the layout. Where a part has a presence, null, undefined, NaN and the numbers
 *   that it calls `missing` stand for a missing label. Flags that a condition decides and presences may be left out. Other
 *   fields are left alone.
 * @param predicates Functions of a sample and its row that decide flags in code; the samples need not have those.
 * @returns `[B, L]` float32 labels. The caller disposes them.
 * @throws {TypeError} Where a sample is no object or a field is missing; the message names the row. Where a predicate is no
 *   function, or of no flag.
 * @throws {RangeError} Where a label does not fit its part; the message names row and part.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { combineLabels, defineLayout, flag, oneHot } from "@proj/core";
 *
 * const layout = defineLayout({ digit: oneHot(10), isOdd: flag() });
 * const labels = combineLabels(layout, [{ digit: 3, isOdd: true }]);
 * console.log(labels.shape); // [1, 11]
 * labels.dispose();
 *
 * const decided = combineLabels(layout, [{ digit: 3 }], { isOdd: ({ digit }) => digit % 2 === 1 });
 * decided.dispose();
 * ```
 */
export function combineLabels<
  Definitions extends PartDefinitions,
  Field extends string,
  S extends Omit<Sample<Definitions, Field>, Decided>,
  Decided extends FlagName<Definitions> = never,
>(
  layout: Layout<Definitions, Field>,
  samples: readonly S[],
  predicates?: { readonly [Name in Decided]: Predicate<S> },
): Tensor2D {
  if (!Array.isArray(samples)) {
    throw new TypeError(
      `Cannot combine labels: samples must be an array, received ${describeValue(samples)}`,
    );
  }
  const rows: readonly S[] = samples;
  const decided = decidingFunctions(layout, predicates ?? {});
  const columns: Record<string, ArrayLike<unknown>> = {};
  for (const [name, part] of namedParts(layout)) {
    const predicate = decided.get(name);
    if (predicate !== undefined) {
      columns[name] = rows.map(predicate);
      continue;
    }
    if (isDerived(part) && !rows.some((sample) => has(sample, name))) continue;
    const size = labelsPerSample(part);
    const comesAsList = isList(part) || size > 1;
    columns[name] = rows.flatMap((sample, row) => {
      const label = field(sample, row, name);
      // A presence of one flag out of a list of one may come as a list as well.
      return comesAsList || (part.kind === "presence" && isArrayLike(label))
        ? list(label, row, name, size)
        : [label];
    });
  }
  for (const name of layout.fields) {
    columns[name] = rows.map((sample, row) => field(sample, row, name));
  }
  return tensor2d(writeColumns(layout, columns, rows.length), [rows.length, layout.width]);
}

/** The predicates by part, each checked to be of a flag. */
function decidingFunctions<S>(layout: AnyLayout, predicates: object): ReadonlyMap<string, Predicate<S>> {
  const kinds = new Map(namedParts(layout).map(([name, { kind }]) => [name, kind]));
  const entries = Object.entries<unknown>({ ...predicates }).map(([name, predicate]) => {
    const kind = kinds.get(name);
    const part = `the part ${JSON.stringify(name)}`;
    if (kind !== "flag") {
      const received = kind === undefined ? "which the layout does not have" : `of kind ${kind}`;
      throw new TypeError(
        `Cannot combine labels: functions decide flags, received one for ${part}, ${received}; the parts are ${describeNames([...kinds.keys()])}`,
      );
    }
    if (typeof predicate !== "function") {
      throw new TypeError(
        `Cannot combine labels: what decides ${part} must be a function, received ${describeValue(predicate)}`,
      );
    }
    return [name, (sample: S, row: number): boolean => predicate(sample, row)] as const;
  });
  return new Map(entries);
}

function has(sample: unknown, name: string): boolean {
  return typeof sample === "object" && sample !== null && Reflect.get(sample, name) !== undefined;
}

function field(sample: unknown, row: number, name: string): unknown {
  if (typeof sample !== "object" || sample === null) {
    throw new TypeError(
      `Cannot combine labels: a sample must be an object, received ${describeValue(sample)} in row ${row}`,
    );
  }
  if (!(name in sample)) {
    throw new TypeError(
      `Cannot combine labels: row ${row} needs a field ${JSON.stringify(name)}, received ${describeNames(Object.keys(sample))}`,
    );
  }
  return Reflect.get(sample, name);
}

function list(value: unknown, row: number, name: string, size: number): unknown[] {
  const labels = isArrayLike(value) ? Array.from(value) : [];
  if (isArrayLike(value) && labels.length === size) return labels;
  throw new RangeError(
    `Cannot combine labels: row ${row}, part ${JSON.stringify(name)}: needs an array of ${size}, received ${describeValue(value)}`,
  );
}
