import { describe, expect, test } from "vitest";
import { batches } from "./batches.ts";

const order = new Uint32Array([4, 2, 0, 1, 3]);
const cut = (batchSize: number): number[][] => batches(order, batchSize).map((batch) => [...batch]);

describe("batches", () => {
  test("cuts in turn, the last one shorter", () => {
    expect(cut(2)).toEqual([[4, 2], [0, 1], [3]]);
  });

  test("cuts evenly where the size divides the count", () => {
    expect(cut(1)).toEqual([[4], [2], [0], [1], [3]]);
    expect(cut(5)).toEqual([[4, 2, 0, 1, 3]]);
  });

  test("is one batch where the size is larger than the count", () => {
    expect(cut(128)).toEqual([[4, 2, 0, 1, 3]]);
  });

  test("is none for an empty order", () => {
    expect(batches(new Uint32Array(0), 3)).toEqual([]);
  });

  test("gives views and no copies", () => {
    expect(batches(order, 2).every(({ buffer }) => buffer === order.buffer)).toBe(true);
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses a batchSize of %d", (batchSize) => {
    expect(() => batches(order, batchSize)).toThrow(
      new RangeError(`Cannot cut batches: batchSize must be an integer from 1, received ${batchSize}`),
    );
  });
});
