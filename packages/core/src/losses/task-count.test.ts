import { expect, test } from "vitest";
import { defineLayout } from "../layout/define-layout.ts";
import { flags } from "../layout/flags.ts";
import { oneHot } from "../layout/one-hot.ts";
import { values } from "../layout/values.ts";
import { binaryCrossentropy } from "./binary-crossentropy.ts";
import { categoricalCrossentropy } from "./categorical-crossentropy.ts";
import { lossTerms } from "./loss-terms.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import { divisorSize, taskCount, totalTasks } from "./task-count.ts";

const layout = defineLayout({ digit: oneHot(10), assays: flags(12), place: values(["x"]) });
const terms = lossTerms(layout, {
  digit: { loss: categoricalCrossentropy },
  assays: { loss: binaryCrossentropy },
  place: { loss: meanSquaredError },
});

test.each([
  ["meanOfTasks", [1, 12, 1], 14, 14],
  ["sumOfParts", [1, 1, 1], 3, 3],
  ["allLabels", [1, 1, 1], 3, 1],
] as const)(
  "to %s, classes, twelve flags and a list of one value are %j tasks",
  (pooling, counts, total, size) => {
    expect(terms.map((term) => taskCount(term, pooling))).toEqual(counts);
    expect(totalTasks(terms, pooling)).toBe(total);
    expect(divisorSize(terms, pooling)).toBe(size);
  },
);
