import { describeValue } from "../errors/describe-value.ts";
import type { ClassColumn, OneHot } from "./layout.ts";
import { type LabelRows, type PartRules, rowError } from "./part-rules.ts";

/** The most classes: a layout of more would take 4 MB for each sample. */
const MAX_CLASSES = 1_000_000;

/**
 * Defines a part that holds one class out of several, as one-hot columns.
 *
 * @param classes The number of classes, `C`, a whole number from 2 to 1,000,000; class indices go from 0 to `C - 1`.
 * @returns The definition, for `defineLayout`.
 * @throws {RangeError} On any other number of classes.
 *
 * @example
 * ```ts
 * import { defineLayout, oneHot } from "@proj/core";
 *
 * console.log(defineLayout({ digit: oneHot(10) }).width); // 10
 * ```
 */
export function oneHot(classes: number): OneHot {
  if (!isClassCount(classes))
    throw new RangeError(`Cannot define a one-hot part: ${classCountProblem(classes)}`);
  return Object.freeze({ kind: "oneHot", classes });
}

/** What the layout can do with one-hot classes. */
export const oneHotRules: PartRules<"oneHot"> = {
  parse(json, name) {
    const classes: unknown = "classes" in json ? json.classes : undefined;
    if (!isClassCount(classes)) {
      throw new RangeError(`Cannot define the part ${JSON.stringify(name)}: ${classCountProblem(classes)}`);
    }
    return { kind: "oneHot", classes };
  },

  shape: ({ classes }) => [classes],

  write({ classes }, column, { labels, count, stride, offset, name }) {
    for (let row = 0; row < count; row++) {
      const index = column[row];
      if (!isClassIndex(index, classes)) {
        const problem = `needs a class index from 0 to ${classes - 1}, received ${describeValue(index)}`;
        throw rowError("combine labels", row, name, problem);
      }
      labels[row * stride + offset + index] = 1;
    }
  },

  read({ classes }, from) {
    const column = createClassColumn(classes, from.count);
    for (let row = 0; row < from.count; row++) column[row] = readClass(classes, from, row);
    return column;
  },
};

/** The class of a row, which must have one 1 and else 0. */
function readClass(classes: number, { labels, stride, offset, name }: LabelRows, row: number): number {
  const start = row * stride + offset;
  let index = -1;
  let ones = 0;
  let others = 0;
  for (let column = 0; column < classes; column++) {
    const label = labels[start + column];
    if (label === 1) {
      index = column;
      ones++;
    } else if (label !== 0) {
      others++;
    }
  }
  if (ones !== 1 || others !== 0) {
    const received = `${ones} times 1${others > 0 ? ` and ${others} other numbers` : ""}`;
    throw rowError(
      "split labels",
      row,
      name,
      `needs a single 1 and else 0 in its columns, received ${received}`,
    );
  }
  return index;
}

function createClassColumn(classes: number, count: number): ClassColumn {
  if (classes <= 2 ** 8) return new Uint8Array(count);
  return classes <= 2 ** 16 ? new Uint16Array(count) : new Uint32Array(count);
}

function isClassIndex(index: unknown, classes: number): index is number {
  return typeof index === "number" && index >= 0 && index < classes && Math.floor(index) === index;
}

function isClassCount(classes: unknown): classes is number {
  return typeof classes === "number" && Number.isInteger(classes) && classes >= 2 && classes <= MAX_CLASSES;
}

function classCountProblem(classes: unknown): string {
  return `classes must be a whole number from 2 to ${MAX_CLASSES}, received ${describeValue(classes)}`;
}
