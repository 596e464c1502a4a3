import { describe, expect, test } from "vitest";
import { accuracyMeter } from "./accuracy.ts";
import { averageAbsoluteErrorMeter } from "./average-absolute-error.ts";
import { brierScoreMeter } from "./brier-score.ts";
import { topKAccuracyMeter } from "./top-k-accuracy.ts";

describe("a meter of a mean", () => {
  test("weighs batches by their rows: 1 of 1 and 1 of 3 make 2 of 4", () => {
    const meter = accuracyMeter().add([1], [1]).add([1, 2, 3], [1, 0, 0]);
    expect(meter.value()).toBe((1 + 1) / (1 + 3));
    expect(meter.count).toBe(1 + 3);
  });

  test("takes an empty batch, and can be read between batches", () => {
    const meter = averageAbsoluteErrorMeter().add([1], [3]).add([], []);
    expect(meter.value()).toBe(2 / 1);
    expect(meter.add([1], [1]).value()).toBe((2 + 0) / 2);
  });

  test("counts the rows of weight above 0 only", () => {
    expect(accuracyMeter().add([1, 2, 3], [1, 2, 4], { sampleWeight: [0, 2, 1] }).count).toBe(2);
  });

  test("merges into the meter of the whole and leaves the other as it was", () => {
    const first = accuracyMeter().add([1, 2], [1, 2]);
    const second = accuracyMeter().add([3, 4], [0, 4]);
    expect(first.merge(second).value()).toBe((2 + 1) / (2 + 2));
    expect(second.value()).toBe(1 / 2);
  });

  test("merges with no meter of something else", () => {
    expect(() => accuracyMeter().merge(brierScoreMeter())).toThrow(TypeError);
    expect(() => topKAccuracyMeter(3, 2).merge(topKAccuracyMeter(3, 1))).toThrow(
      "only meters of the same metric can be merged",
    );
  });

  test("stays as it was where a batch is refused in its last row", () => {
    const meter = accuracyMeter().add([1, 2], [1, 0]);
    expect(() => meter.add([5, Number.NaN], [5, 5])).toThrow("in row 1");
    expect([meter.count, meter.value()]).toEqual([2, 1 / 2]);
  });

  test("refuses to be read before a row counts, and says why", () => {
    expect(() => accuracyMeter().value()).toThrow("at least one label is needed, received none");
    expect(() =>
      accuracyMeter()
        .add([1, 2], [1, 2], { mask: [0, 0] })
        .value(),
    ).toThrow("at least one label of weight above 0 is needed, received 2 of weight 0");
  });
});
