import { describe, expect, test } from "vitest";
import { accuracyMeter } from "./accuracy.ts";
import { confusionMatrix, confusionMatrixMeter } from "./confusion-matrix.ts";

describe("confusionMatrix", () => {
  test("counts true labels in rows and predicted labels in columns", () => {
    // scikit-learn 1.x: confusion_matrix([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2])
    expect(confusionMatrix([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2])).toEqual({
      labels: [0, 1, 2],
      counts: [
        [2, 0, 0],
        [0, 0, 1],
        [1, 0, 2],
      ],
    });
  });

  test("takes the sorted union: a label that only one side has still gets a row and a column", () => {
    expect(confusionMatrix([10, 9], [2, 9])).toEqual({
      labels: [2, 9, 10],
      counts: [
        [0, 0, 0],
        [0, 1, 0],
        [1, 0, 0],
      ],
    });
  });

  test("sorts by number, not by text, negative labels included", () => {
    expect(confusionMatrix([100, -1, 20], [100, -1, 20]).labels).toEqual([-1, 20, 100]);
  });

  test("has counts that add up to the number of rows", () => {
    const labels = Uint8Array.from({ length: 500 }, (_, row) => (row * 7) % 10);
    const predictions = Uint8Array.from({ length: 500 }, (_, row) => (row * 3) % 10);
    expect(
      confusionMatrix(labels, predictions)
        .counts.flat()
        .reduce((sum, count) => sum + count, 0),
    ).toBe(500);
  });

  test("refuses empty lists, two lengths and NaN", () => {
    expect(() => confusionMatrix([], [])).toThrow("at least one label is needed");
    expect(() => confusionMatrix([1], [1, 2])).toThrow("received 1 labels and 2 predictions");
    expect(() => confusionMatrix([1, 2], [1, Number.NaN])).toThrow("received NaN in row 1");
  });

  test("refuses more than 4,096 different labels", () => {
    const ids = Float64Array.from({ length: 4097 }, (_, row) => row);
    expect(() => confusionMatrix(ids, ids)).toThrow("at most 4096 different labels are supported");
    expect(confusionMatrix(ids.subarray(0, 50), ids.subarray(0, 50)).labels).toHaveLength(50);
  });

  test("does not see what is masked: neither its pair nor its labels", () => {
    expect(confusionMatrix([1, 8, Number.NaN], [1, 9, 2], { mask: [1, 0, 0] })).toEqual({
      labels: [1],
      counts: [[1]],
    });
  });

  test("adds weights where they are given", () => {
    expect(confusionMatrix([0, 0, 0, 1], [0, 0, 1, 1], { sampleWeight: [0.5, 2, 1, 4] }).counts).toEqual([
      [0.5 + 2, 1],
      [0, 4],
    ]);
  });
});

describe("confusionMatrixMeter", () => {
  test("gives the matrix of all batches, and merges into it", () => {
    const whole = confusionMatrix([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2]);
    const first = confusionMatrixMeter().add([2, 0], [0, 0]);
    const second = confusionMatrixMeter().add([2, 2], [2, 2]).add([0, 1], [0, 2]);
    expect(first.merge(second).value()).toEqual(whole);
    expect(first.count).toBe(2 + 4);
    expect(second.count).toBe(4);
  });

  test("merges with itself: every count doubles", () => {
    const meter = confusionMatrixMeter().add([1, 1], [1, 2]);
    expect(meter.merge(meter).value().counts).toEqual([
      [2 * 1, 2 * 1],
      [0, 0],
    ]);
  });

  test("stays as it was where a batch is refused in its last row", () => {
    const meter = confusionMatrixMeter().add([1], [1]);
    expect(() => meter.add([2, 3], [2, Number.NaN])).toThrow("in row 1");
    expect(meter.value()).toEqual({ labels: [1], counts: [[1]] });
  });

  test("merges with no meter of something else", () => {
    // @ts-expect-error: an accuracy is no matrix.
    expect(() => confusionMatrixMeter().merge(accuracyMeter())).toThrow(TypeError);
  });
});
