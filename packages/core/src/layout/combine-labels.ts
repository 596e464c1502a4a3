import { type Tensor2D, tensor2d } from "@tensorflow/tfjs-core";
import { describeNames, describeValue } from "../errors/describe-value.ts";
import type { Layout, PartDefinitions, Sample } from "./layout.ts";
import { writeColumns } from "./write-columns.ts";

/**
 * Combines the labels of samples into one tensor.
 *
 * For many samples, `combineColumns` does the same without an object for each.
 *
 * @param layout The layout.
 * @param samples `B` samples, each with a value for every part: a class index, a boolean (or 1 or 0), a finite number.
 *   Other fields are left alone.
 * @returns `[B, L]` float32 labels. The caller disposes them.
 * @throws {TypeError} Where a sample is no object or a field is missing; the message names the row.
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
 * ```
 */
export function combineLabels<Definitions extends PartDefinitions>(
  layout: Layout<Definitions>,
  samples: readonly Sample<Definitions>[],
): Tensor2D {
  if (!Array.isArray(samples)) {
    throw new TypeError(
      `Cannot combine labels: samples must be an array, received ${describeValue(samples)}`,
    );
  }
  const names = Object.keys(layout.parts);
  const columns = Object.fromEntries(
    names.map((name) => [name, samples.map((sample, row) => field(sample, row, name))]),
  );
  return tensor2d(writeColumns(layout, columns), [samples.length, layout.width]);
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
