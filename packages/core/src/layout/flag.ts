import { describeValue } from "../errors/describe-value.ts";
import type { Flag } from "./layout.ts";
import { type PartRules, rowError } from "./part-rules.ts";

/**
 * Defines a part that holds yes or no, as one column of 1 or 0. It can be another part's mask.
 *
 * @returns The definition, for `defineLayout`.
 *
 * @example
 * ```ts
 * import { defineLayout, flag, oneHot } from "@proj/core";
 *
 * console.log(defineLayout({ digit: oneHot(10), isOdd: flag() }).parts.isOdd.offset); // 10
 * ```
 */
export function flag(): Flag {
  return Object.freeze({ kind: "flag" });
}

/** What the layout can do with flags. */
export const flagRules: PartRules<"flag"> = {
  parse: () => ({ kind: "flag" }),

  shape: () => [],

  write(_definition, column, { labels, count, stride, offset, name }) {
    for (let row = 0; row < count; row++) {
      const value = column[row];
      if (value === true || value === 1) {
        labels[row * stride + offset] = 1;
      } else if (value !== false && value !== 0) {
        throw rowError(
          "combine labels",
          row,
          name,
          `needs true, false, 1 or 0, received ${describeValue(value)}`,
        );
      }
    }
  },

  read(_definition, { labels, count, stride, offset, name }) {
    const column = new Uint8Array(count);
    for (let row = 0; row < count; row++) {
      const label = labels[row * stride + offset];
      if (label !== 0 && label !== 1) {
        throw rowError("split labels", row, name, `needs 1 or 0, received ${describeValue(label)}`);
      }
      column[row] = label;
    }
    return column;
  },
};
