import { describe, expect, test } from "vitest";
import { rocAuc, rocAucMeter } from "./roc-auc.ts";

const LABELS = [0, 0, 1, 1];
const SCORES = [0.1, 0.4, 0.35, 0.8];

describe("rocAuc", () => {
  test("is 0.75 in scikit-learn's documented example: 3 of 4 pairs in order", () => {
    expect(rocAuc(LABELS, SCORES)).toBe((1 + 0 + 1 + 1) / (2 * 2));
  });

  test("is 1 where all are in order, 0 where none is, 1/2 where all tie", () => {
    expect(rocAuc([0, 1], [-3, 5])).toBe(1);
    expect(rocAuc([1, 0], [-3, 5])).toBe(0);
    expect(rocAuc([0, 1, 1, 0], [7, 7, 7, 7])).toBe(1 / 2);
  });

  test("counts a tie of two classes as half a pair, -0 and 0 as a tie", () => {
    // Pairs (class 1, class 0): 2-1 in order, 2-2 tied, 3-1 and 3-2 in order.
    expect(rocAuc([0, 0, 1, 1], [1, 2, 2, 3])).toBe((1 + 1 / 2 + 1 + 1) / 4);
    expect(rocAuc([0, 1], [0, -0])).toBe(1 / 2);
  });

  test("equals the sum over all pairs, ties and weights included", () => {
    const rows = Array.from({ length: 60 }, (_, row) => ({
      label: (row * 7) % 3 === 0 ? 1 : 0,
      score: (row * 11) % 8,
      weight: (row * 5) % 4,
    }));
    let ordered = 0;
    let pairs = 0;
    for (const one of rows.filter(({ label }) => label === 1)) {
      for (const zero of rows.filter(({ label }) => label === 0)) {
        pairs += one.weight * zero.weight;
        const share = one.score > zero.score ? 1 : one.score === zero.score ? 1 / 2 : 0;
        ordered += one.weight * zero.weight * share;
      }
    }
    const [labels, scores] = [rows.map(({ label }) => label), rows.map(({ score }) => score)];
    expect(rocAuc(labels, scores, { sampleWeight: rows.map(({ weight }) => weight) })).toBeCloseTo(
      ordered / pairs,
      14,
    );
  });

  test("takes a weight of 2 as the row twice", () => {
    expect(rocAuc([0, 1, 0], [1, 2, 3], { sampleWeight: [2, 1, 1] })).toBe(
      rocAuc([0, 0, 1, 0], [1, 1, 2, 3]),
    );
  });

  test("does not see what is masked", () => {
    expect(rocAuc([...LABELS, Number.NaN, 5], [...SCORES, 1, Number.NaN], { mask: [1, 1, 1, 1, 0, 0] })).toBe(
      3 / 4,
    );
  });

  test.each([0, 1])(
    "is not defined for label %d alone: it throws, or is null where that is wanted",
    (label) => {
      expect(() => rocAuc([label, label], [1, 2])).toThrow(RangeError);
      expect(() => rocAuc([label, label], [1, 2])).toThrow(`received only label ${label}`);
      expect(rocAuc([label, label, 1 - label], [1, 2, 3], { mask: [1, 1, 0], oneClass: null })).toBeNull();
    },
  );

  test("refuses other labels, NaN, nothing, and another oneClass", () => {
    expect(() => rocAuc([0, 2], [1, 2])).toThrow("every label must be 0 or 1, received 2 in row 1");
    expect(() => rocAuc([0, 1], [1, Number.NaN])).toThrow("every score must be a finite number");
    expect(() => rocAuc([], [], { oneClass: null })).toThrow("at least one label is needed");
    // @ts-expect-error: only "throw" and null are offered.
    expect(() => rocAuc([0, 1], [1, 2], { oneClass: 0.5 })).toThrow('oneClass must be "throw" or null');
  });
});

describe("rocAucMeter", () => {
  test("compares across batches and meters, not within each alone", () => {
    const first = rocAucMeter().add(LABELS.slice(0, 2), SCORES.slice(0, 2));
    const second = rocAucMeter().add(LABELS.slice(2), SCORES.slice(2));
    expect(first.merge(second).value()).toBe(3 / 4);
    expect([first.count, second.count]).toEqual([4, 2]);
  });

  test("stays as it was where a batch is refused in its last row", () => {
    const meter = rocAucMeter().add(LABELS, SCORES);
    expect(() => meter.add([1, 3], [0, 0])).toThrow("in row 1");
    expect([meter.count, meter.value()]).toEqual([4, 3 / 4]);
  });
});
