import { type Tensor, tensor2d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeEachBackend } from "../testing/each-backend.ts";
import { classIndex } from "./class-index.ts";
import { defineLayout } from "./define-layout.ts";
import { flag } from "./flag.ts";
import { flags } from "./flags.ts";
import { oneHot } from "./one-hot.ts";
import { presence } from "./presence.ts";
import { sampleWeight } from "./sample-weight.ts";
import { validateLabels } from "./validate-labels.ts";
import { value } from "./value.ts";

const layout = defineLayout({
  digit: oneHot(2),
  word: classIndex(3),
  isOdd: flag(),
  assays: flags(2),
  measured: presence("assays"),
  age: value(),
  weight: sampleWeight(),
});

/** A row that is right: digit 1, word 2, odd, assays 1 and missing, age 30, weight 0.5. */
const GOOD = [0, 1, 2, 1, 1, Number.NaN, 1, 0, 30, 0.5];

const at = (column: number, label: number): number[] =>
  GOOD.map((each, index) => (index === column ? label : each));

async function validate(...rows: number[][]): Promise<void> {
  const labels = tensor2d(rows, [rows.length, layout.width]);
  try {
    await validateLabels(layout, labels);
  } finally {
    labels.dispose();
  }
}

describeEachBackend("validateLabels", () => {
  test("takes rows that can have been combined, and none at all", async () => {
    await validate(GOOD, GOOD);
    await validate();
  });

  test.each<[string, number[], string]>([
    ["two classes", at(0, 1), 'part "digit": needs a single 1 and else 0 in its columns, received 2 times 1'],
    ["no class", at(1, 0), 'part "digit": needs a single 1 and else 0 in its columns, received 0 times 1'],
    ["a class index out of range", at(2, 3), 'part "word": needs the index of a class, received 3'],
    ["a class index that is no whole number", at(2, 0.5), "received 0.5"],
    ["a flag that is neither 0 nor 1", at(3, 0.5), 'part "isOdd": needs 1 or 0, received 0.5'],
    ["one of several flags", at(4, 2), 'part "assays": label 0 needs 1 or 0, received 2'],
    ["a label that is NaN but there", at(7, 1), 'part "assays": label 1 needs 1 or 0, received NaN'],
    ["a presence that is neither 0 nor 1", at(6, 2), 'part "measured": label 0 needs 1 or 0, received 2'],
    ["an infinite value", at(8, Number.POSITIVE_INFINITY), 'part "age": needs a finite float32 number'],
    ["a negative weight", at(9, -0.5), 'part "weight": needs a finite weight of 0 or more, received -0.5'],
    ["a weight that is NaN", at(9, Number.NaN), "needs a finite weight of 0 or more, received NaN"],
  ])("refuses %s, and names row and part", async (_, row, message) => {
    await expect(validate(GOOD, row)).rejects.toThrow(RangeError);
    await expect(validate(GOOD, row)).rejects.toThrow("Cannot validate labels: row 1, part ");
    await expect(validate(GOOD, row)).rejects.toThrow(message);
  });

  test("refuses another width, dtype or kind", async () => {
    const [narrow, integers] = [tensor2d([[1, 0]]), tensor2d([GOOD.map(() => 0)], [1, 10], "int32")];
    await expect(validateLabels(layout, narrow)).rejects.toThrow(
      "Cannot validate labels: labels must have the shape [B, 10] of the layout, received [1,2]",
    );
    await expect(validateLabels(layout, integers)).rejects.toThrow("labels must be float32, received int32");
    await expect(validateLabels(layout, [GOOD] as unknown as Tensor)).rejects.toThrow(
      "labels must be a tensor, received an array of 1",
    );
    narrow.dispose();
    integers.dispose();
  });
});
