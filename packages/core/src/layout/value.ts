import { describeValue } from "../errors/describe-value.ts";
import type { Value } from "./layout.ts";
import { type PartRules, rowError } from "./part-rules.ts";

/**
 * Defines a part that holds a real number, as one column. It can be another part's mask, and then is its weight.
 *
 * @returns The definition, for `defineLayout`.
 *
 * @example
 * ```ts
 * import { defineLayout, oneHot, value } from "@proj/core";
 *
 * console.log(defineLayout({ answer: oneHot(3), weight: value() }).width); // 4
 * ```
 */
export function value(): Value {
  return Object.freeze({ kind: "value" });
}

/** What the layout can do with real numbers. */
export const valueRules: PartRules<"value"> = {
  parse: () => ({ kind: "value" }),

  shape: () => [],

  write(_definition, column, { labels, count, stride, offset, name }) {
    for (let row = 0; row < count; row++) {
      const number = column[row];
      // 1e39 is finite, but not in float32.
      if (typeof number !== "number" || !Number.isFinite(Math.fround(number))) {
        throw rowError(
          "combine labels",
          row,
          name,
          `needs a finite float32 number, received ${describeValue(number)}`,
        );
      }
      labels[row * stride + offset] = number;
    }
  },

  read(_definition, { labels, count, stride, offset, name }) {
    const column = new Float32Array(count);
    for (let row = 0; row < count; row++) {
      const label = labels[row * stride + offset];
      if (label === undefined || !Number.isFinite(label)) {
        throw rowError("split labels", row, name, `needs a finite number, received ${describeValue(label)}`);
      }
      column[row] = label;
    }
    return column;
  },
};
