import { categoricalCrossentropy, parseCondition } from "@proj/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { conditionalLabels, conditionalLoss } from "./label-columns.ts";

beforeAll(() => tf.setBackend("cpu"));

describe("conditionalLabels", () => {
  test("a digit becomes ten one-hot columns and an eleventh that says whether it counts", () => {
    const { layout, columns, part, mask } = conditionalLabels(
      Uint8Array.of(3, 4),
      10,
      "digit",
      parseCondition("odd", ["digit"]),
    );
    expect([layout.width, part, mask]).toEqual([11, "digit", "counts"]);
    expect(Array.from(columns.subarray(0, 11))).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1]);
    expect(Array.from(columns.subarray(11))).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  });

  test("live counts are those of the classes for which the condition holds", () => {
    const labels = Uint8Array.of(0, 1, 1, 2, 3, 3, 3);
    const { liveCounts } = conditionalLabels(
      labels,
      4,
      "label",
      parseCondition("label >= 1 and label != 2", ["label"]),
    );
    expect(liveCounts).toEqual([0, 2, 0, 3]);
  });

  test("a label that is no class is refused with its row", () => {
    expect(() =>
      conditionalLabels(Uint8Array.of(1, 9), 4, "digit", parseCondition("odd", ["digit"])),
    ).toThrow(/row 1.*9/s);
  });
});

test("conditionalLoss is the mean over the batch of the losses that count", async () => {
  const labels = conditionalLabels(Uint8Array.of(1, 0), 2, "digit", parseCondition("odd", ["digit"]));
  const rows = tf.tensor2d(labels.columns, [2, 3]);
  const predictions = tf.tensor2d([
    [0.75, 0.25],
    [0.01, 0.99],
  ]);
  const loss = conditionalLoss(labels, categoricalCrossentropy)(rows, predictions);
  // Row 0 counts and costs -log 0.25; row 1 is badly wrong, and costs nothing; the divisor is the batch, 2.
  expect((await loss.data())[0]).toBeCloseTo(-Math.log(0.25) / 2, 6);
  tf.dispose([rows, predictions, loss]);
});
