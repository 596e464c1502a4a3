import type { LabelRules } from "./part-rules.ts";

/** How flags are written and read, one at a time: the same for `flag`, `flags` and `presence`. */
export const flagLabels: LabelRules = {
  span: () => 1,

  needs: () => "true, false, 1 or 0",

  writer: () => (label, labels, at) => {
    if (label === true || label === 1) {
      labels[at] = 1;
      return true;
    }
    return label === false || label === 0;
  },

  holds: "1 or 0",

  reader: () => (labels, at) => {
    const label = labels[at];
    return label === 0 || label === 1 ? label : Number.NaN;
  },

  createColumn: (_definition, length) => new Uint8Array(length),
};
