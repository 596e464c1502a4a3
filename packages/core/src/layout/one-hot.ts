import { createClassColumn, defineClasses, isClassIndex, parseClasses } from "./class-labels.ts";
import type { LabelOptions, OneHot } from "./part-definitions.ts";
import type { PartRules } from "./part-rules.ts";

/**
 * Defines a part that holds one class out of several, as one-hot columns.
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
 * import { defineLayout, oneHot } from "@proj/core";
 *
 * console.log(defineLayout({ digit: oneHot(10) }).width); // 10
 * console.log(defineLayout({ species: oneHot(["setosa", "versicolor", "virginica"]) }).width); // 3
 * ```
 */
export function oneHot(classes: number | readonly string[], options: LabelOptions = {}): OneHot {
  return Object.freeze({ kind: "oneHot", ...defineClasses("define a one-hot part", classes, options) });
}

/** What the layout can do with one-hot classes. */
export const oneHotRules: PartRules<"oneHot"> = {
  fields: ["classes", "names", "missing"],

  parse: (json, action) => ({ kind: "oneHot", ...parseClasses(action, json) }),

  span: ({ classes }) => classes,

  needs: ({ classes }) => `a class index from 0 to ${classes - 1}`,

  writer:
    ({ classes }) =>
    (label, labels, at) => {
      if (!isClassIndex(label, classes)) return false;
      labels[at + label] = 1;
      return true;
    },

  holds: "a single 1 and else 0 in its columns",

  reader:
    ({ classes }) =>
    (labels, at) => {
      let index = Number.NaN;
      for (let column = 0; column < classes; column++) {
        const label = labels[at + column];
        if (label === 0) continue;
        if (label !== 1 || !Number.isNaN(index)) return Number.NaN;
        index = column;
      }
      return index;
    },

  createColumn: createClassColumn,
};
