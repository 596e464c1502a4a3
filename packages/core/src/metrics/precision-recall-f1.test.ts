import { describe, expect, test } from "vitest";
import { accuracy } from "./accuracy.ts";
import { precisionRecallF1, precisionRecallF1Meter } from "./precision-recall-f1.ts";

// The example of scikit-learn's documentation, with cat 0, dog 1, pig 2.
const LABELS = [0, 1, 2, 0, 1, 2];
const PREDICTIONS = [0, 2, 1, 0, 0, 1];

describe("precisionRecallF1", () => {
  test("gives every class of scikit-learn's documented example", () => {
    expect(precisionRecallF1(LABELS, PREDICTIONS).classes).toEqual([
      { label: 0, precision: 2 / 3, recall: 2 / 2, f1: (2 * 2) / (3 + 2), support: 2 },
      { label: 1, precision: 0 / 2, recall: 0 / 2, f1: 0 / (2 + 2), support: 2 },
      { label: 2, precision: 0 / 1, recall: 0 / 2, f1: 0 / (1 + 2), support: 2 },
    ]);
  });

  test("gives the averages of scikit-learn's documented example: 0.22, 0.33, 0.27 and 0.33 thrice", () => {
    const { macro, micro, weighted } = precisionRecallF1(LABELS, PREDICTIONS);
    expect(macro).toEqual({ precision: 2 / 3 / 3, recall: 1 / 3, f1: 4 / 5 / 3 });
    expect(micro).toEqual({ precision: 2 / 6, recall: 2 / 6, f1: (2 * 2) / (6 + 6) });
    // Two rows of each class: weighing by support changes nothing.
    expect(weighted.precision).toBeCloseTo((2 * (2 / 3)) / 6, 15);
    expect(weighted.recall).toBe((2 * 1) / 6);
  });

  test("weighs by support in the weighted average", () => {
    const { macro, weighted } = precisionRecallF1([0, 0, 0, 1], [0, 0, 0, 0]);
    expect(macro.recall).toBe((1 + 0) / 2);
    expect(weighted.recall).toBe((3 * 1 + 1 * 0) / (3 + 1));
  });

  test("has an accuracy as its micro average over all classes", () => {
    expect(precisionRecallF1(LABELS, PREDICTIONS).micro.f1).toBe(accuracy(LABELS, PREDICTIONS));
  });

  test("looks at the classes named, in their order, those that never occur included", () => {
    const { classes, macro, micro } = precisionRecallF1(LABELS, PREDICTIONS, { classes: [7, 0] });
    expect(classes.map(({ label, support }) => [label, support])).toEqual([
      [7, 0],
      [0, 2],
    ]);
    expect(macro.recall).toBe((0 + 1) / 2);
    expect(micro.precision).toBe((0 + 2) / (0 + 3));
  });

  // Class 1 is never predicted (precision 0 / 0), class 2 is never true (recall 0 / 0).
  test.each([
    [undefined, 0, (1 + 0 + 0) / 3],
    [0 as const, 0, (1 + 0 + 0) / 3],
    [1 as const, 1, (1 + 1 + 0) / 3],
  ])("takes 0 / 0 as zeroDivision %o says", (zeroDivision, undefinedScore, macroPrecision) => {
    const { classes, macro } = precisionRecallF1([0, 1], [0, 2], { zeroDivision });
    expect(classes[1]).toEqual({ label: 1, precision: undefinedScore, recall: 0 / 1, f1: 0 / 1, support: 1 });
    expect(classes[2]).toEqual({ label: 2, precision: 0 / 1, recall: undefinedScore, f1: 0 / 1, support: 0 });
    expect(macro.precision).toBe(macroPrecision);
  });

  test("leaves 0 / 0 out of the averages where zeroDivision is null", () => {
    const { classes, macro, weighted } = precisionRecallF1([0, 1], [0, 2], { zeroDivision: null });
    expect(classes.map(({ precision }) => precision)).toEqual([1, null, 0]);
    expect(classes.map(({ recall }) => recall)).toEqual([1, 0, null]);
    expect(macro).toEqual({ precision: (1 + 0) / 2, recall: (1 + 0) / 2, f1: (1 + 0 + 0) / 3 });
    expect(weighted.precision).toBe((1 * 1 + 0 * 0) / (1 + 0));
  });

  test("is zeroDivision everywhere for a class that does not occur", () => {
    const { classes, macro, micro } = precisionRecallF1([0], [0], { classes: [5], zeroDivision: null });
    const nothing = { precision: null, recall: null, f1: null };
    expect(classes).toEqual([{ label: 5, ...nothing, support: 0 }]);
    expect([macro, micro]).toEqual([nothing, nothing]);
  });

  test("weighs the rows and does not see those of weight 0", () => {
    const { classes } = precisionRecallF1([0, 1, Number.NaN, 8], [0, 0, 1, 9], {
      sampleWeight: [3, 1, 5, 0],
      mask: [1, 1, 0, 1],
    });
    expect(classes).toEqual([
      { label: 0, precision: 3 / (3 + 1), recall: 3 / 3, f1: (2 * 3) / (4 + 3), support: 3 },
      { label: 1, precision: 0, recall: 0 / 1, f1: 0 / 1, support: 1 },
    ]);
  });

  test("refuses repeated or no classes, another zeroDivision, and nothing", () => {
    expect(() => precisionRecallF1([1], [1], { classes: [1, 1] })).toThrow("each once, received 1, 1");
    expect(() => precisionRecallF1([1], [1], { classes: [] })).toThrow("received none");
    // @ts-expect-error: only 0, 1 and null are offered.
    expect(() => precisionRecallF1([1], [1], { zeroDivision: 0.5 })).toThrow(RangeError);
    expect(() => precisionRecallF1([], [])).toThrow("at least one label is needed");
  });
});

describe("precisionRecallF1Meter", () => {
  test("gives the scores of all batches, and merges into them", () => {
    const first = precisionRecallF1Meter().add(LABELS.slice(0, 2), PREDICTIONS.slice(0, 2));
    const second = precisionRecallF1Meter().add(LABELS.slice(2), PREDICTIONS.slice(2));
    expect(first.merge(second).value()).toEqual(precisionRecallF1(LABELS, PREDICTIONS));
    expect(first.count).toBe(6);
  });
});
