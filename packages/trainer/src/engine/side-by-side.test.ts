import {
  binaryCrossentropy,
  classIndex,
  combinedLoss,
  configureLoss,
  defineLayout,
  flag,
  meanSquaredError,
  sparseCategoricalCrossentropy,
  values,
} from "@proj/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { openBackend } from "../backend/node.ts";
import { sideBySide } from "./side-by-side.ts";

beforeAll(async () => {
  await openBackend({ backend: "cpu" });
});

test("each part gets its own outputs: classes by their number, a flag as one or two, each value its column", async () => {
  const layout = defineLayout({ kind: classIndex(3), yes: flag(), no: flag(), sizes: values(2) });
  const loss = combinedLoss(
    layout,
    {
      kind: { loss: sparseCategoricalCrossentropy },
      sizes: { loss: meanSquaredError, weight: 0.1 },
      yes: { loss: configureLoss(binaryCrossentropy, { labelSmoothing: 0 }) },
      no: { loss: sparseCategoricalCrossentropy },
    },
    { reduction: "sum" },
  );
  const whole = sideBySide(loss);
  expect(whole.definition).toBe(loss.definition);
  const before = tf.memory().numTensors;
  const labels = tf.tensor2d([[2, 1, 0, 3, 5]]);
  const predictions = tf.tensor2d([[0.2, 0.3, 0.5, 4, 7, 0.8, 0.9, 0.1]]);
  const cost = whole(labels, predictions);
  const [value] = await cost.data();
  // -ln(0.5), 0.1 * ((4 - 3)^2 + (7 - 5)^2) / 2, -ln(0.8) and -ln(0.9)
  expect(value).toBeCloseTo(-Math.log(0.5) + 0.25 - Math.log(0.8) - Math.log(0.9), 5);
  expect(() => whole(labels, labels)).toThrow(
    "the parts kind, sizes, yes, no need predictions [B, 8] side by side, received [1,5]",
  );
  tf.dispose([labels, predictions, cost]);
  expect(tf.memory().numTensors).toBe(before);
});
