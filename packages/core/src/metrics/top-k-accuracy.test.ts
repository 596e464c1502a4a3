import { describe, expect, test } from "vitest";
import { accuracy } from "./accuracy.ts";
import { topKAccuracy } from "./top-k-accuracy.ts";

// The example of scikit-learn's documentation.
const LABELS = [0, 1, 2, 2];
const SCORES = [0.5, 0.2, 0.2, 0.3, 0.4, 0.2, 0.2, 0.4, 0.3, 0.7, 0.2, 0.1];

describe("topKAccuracy", () => {
  test("is 3 of 4 for k = 2 in scikit-learn's documented example", () => {
    expect(topKAccuracy(LABELS, SCORES, 3, 2)).toBe(3 / 4);
  });

  test("is the accuracy of the highest score for k = 1, and 1 for all classes", () => {
    expect(topKAccuracy(LABELS, SCORES, 3, 1)).toBe(accuracy(LABELS, [0, 1, 1, 0]));
    expect(topKAccuracy(LABELS, SCORES, 3, 3)).toBe(4 / 4);
  });

  test("ranks the higher index first where scores are equal", () => {
    const equal = [1, 1, 1];
    expect([0, 1, 2].map((label) => topKAccuracy([label], equal, 3, 1))).toEqual([0, 0, 1]);
    expect([0, 1, 2].map((label) => topKAccuracy([label], equal, 3, 2))).toEqual([0, 1, 1]);
  });

  test("takes logits of any sign in a typed array", () => {
    expect(topKAccuracy(Uint8Array.of(1), Float32Array.of(-5, -1, -3), 3, 1)).toBe(1);
  });

  test("weighs the rows and does not see those of weight 0", () => {
    const labels = [0, 0, 99];
    const scores = [0.9, 0.1, 0.2, 0.8, Number.NaN, Number.NaN];
    expect(topKAccuracy(labels, scores, 2, 1, { sampleWeight: [3, 1, 0] })).toBe((3 * 1 + 1 * 0) / (3 + 1));
    expect(topKAccuracy(labels, scores, 2, 1, { mask: [1, 1, 0] })).toBe(1 / 2);
  });

  test.each([-1, 3, 0.5])("refuses the label %d of 3 classes", (bad) => {
    expect(() => topKAccuracy([bad], [1, 2, 3], 3, 1)).toThrow(RangeError);
    expect(() => topKAccuracy([bad], [1, 2, 3], 3, 1)).toThrow(`from 0 to 2, received ${bad} in row 0`);
  });

  test.each([0, 4, 1.5, Number.NaN])("refuses k = %d of 3 classes", (bad) => {
    expect(() => topKAccuracy([0], [1, 2, 3], 3, bad)).toThrow(`from 1 to 3, received ${bad}`);
  });

  test("refuses no classes, scores that do not fit, and NaN, naming row and class", () => {
    expect(() => topKAccuracy([0], [], 0, 1)).toThrow("classes must be a whole number of 1 or more");
    expect(() => topKAccuracy([0], [1, 2], 3, 1)).toThrow(
      "every label needs 3 scores, received 1 labels and 2 scores",
    );
    expect(() => topKAccuracy([0, 0], [1, 2, 3, Number.NaN], 2, 1)).toThrow("received NaN in row 1, class 1");
  });
});
