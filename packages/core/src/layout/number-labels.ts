import type { LabelRules } from "./part-rules.ts";

/**
 * Makes the rules of how numbers are written and read, one at a time.
 *
 * @param range What the numbers must be, such as `a finite float32 number`.
 * @param fits Whether a finite number does.
 * @returns The rules.
 */
export function numberLabels(range: string, fits: (value: number) => boolean): LabelRules {
  return {
    span: () => 1,

    needs: () => range,

    writer: () => (label, labels, at) => {
      // 1e39 is finite, but not in float32.
      if (typeof label !== "number" || !Number.isFinite(Math.fround(label)) || !fits(label)) return false;
      labels[at] = label;
      return true;
    },

    holds: range,

    reader: () => (labels, at) => {
      const label = labels[at] ?? Number.NaN;
      return Number.isFinite(label) && fits(label) ? label : Number.NaN;
    },

    createColumn: (_definition, length) => new Float32Array(length),
  };
}
