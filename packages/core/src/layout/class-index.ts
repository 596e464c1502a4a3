import { createClassColumn, defineClasses, isClassIndex, parseClasses } from "./class-labels.ts";
import type { ClassIndex, LabelOptions } from "./part-definitions.ts";
import type { PartRules } from "./part-rules.ts";

/**
 * Defines a part that holds one class out of several, as one column with the class index: what
 * `sparseCategoricalCrossentropy` learns, and the narrower choice where there are many classes.
 *
 * @param classes The number of classes, `C`, a whole number from 2 to 1,000,000, or their names; class indices go from 0 to
 *   `C - 1`.
 * @param options Which numbers stand for a missing label, in a layout with a presence part for this one.
 * @returns The definition, for `defineLayout`.
 * @throws {RangeError} On any other number of classes.
 * @throws {TypeError} Where a name is empty or comes twice, `missing` holds something else than numbers and null, or the
 *   options have another field.
 *
 * @example
 * ```ts
 * import { classIndex, defineLayout, presence } from "@proj/core";
 *
 * const layout = defineLayout({ word: classIndex(50_000, { missing: -100 }), known: presence("word") });
 * console.log(layout.width); // 2
 * ```
 */
export function classIndex(classes: number | readonly string[], options: LabelOptions = {}): ClassIndex {
  return Object.freeze({
    kind: "classIndex",
    ...defineClasses("define a class index part", classes, options),
  });
}

/** What the layout can do with class indices. */
export const classIndexRules: PartRules<"classIndex"> = {
  fields: ["classes", "names", "missing"],

  parse: (json, action) => ({ kind: "classIndex", ...parseClasses(action, json) }),

  span: () => 1,

  needs: ({ classes }) => `a class index from 0 to ${classes - 1}`,

  writer:
    ({ classes }) =>
    (label, labels, at) => {
      if (!isClassIndex(label, classes)) return false;
      labels[at] = label;
      return true;
    },

  holds: "the index of a class",

  reader:
    ({ classes }) =>
    (labels, at) => {
      const label = labels[at];
      return isClassIndex(label, classes) ? label : Number.NaN;
    },

  createColumn: createClassColumn,
};
