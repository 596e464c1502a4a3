import { describe, expect, test } from "vitest";
import { epochOrder } from "./epoch-order.ts";

const identity = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe("epochOrder", () => {
  test("never changes: the orders of ten samples, and the first ten of 60,000", () => {
    expect([...epochOrder({ count: 10, seed: 1, epoch: 0 })]).toEqual([8, 2, 4, 7, 3, 1, 0, 6, 9, 5]);
    expect([...epochOrder({ count: 10, seed: 1, epoch: 1 })]).toEqual([5, 7, 4, 0, 2, 8, 9, 6, 1, 3]);
    expect([...epochOrder({ count: 10, seed: 2, epoch: 0 })]).toEqual([1, 9, 7, 0, 8, 6, 4, 5, 3, 2]);
    expect([...epochOrder({ count: 10, seed: -1, epoch: 2 ** 40 })]).toEqual([9, 5, 7, 3, 4, 2, 8, 6, 0, 1]);
    expect([...epochOrder({ count: 60_000, seed: 1, epoch: 2 }).subarray(0, 10)]).toEqual([
      25834, 6961, 2726, 57070, 19403, 59263, 37128, 37361, 20412, 52497,
    ]);
  });

  test.each([1, 2, 3, 127, 9003, 60_000])("goes through each of %d samples once", (count) => {
    const order = epochOrder({ count, seed: 7, epoch: 3 });
    expect([...order].sort((a, b) => a - b)).toEqual(identity(count));
  });

  test("is the same each time, however many orders were asked for in between", () => {
    const first = epochOrder({ count: 1000, seed: 5, epoch: 9 });
    for (let epoch = 0; epoch < 9; epoch++) epochOrder({ count: 1000, seed: 5, epoch });
    expect(epochOrder({ count: 1000, seed: 5, epoch: 9 })).toEqual(first);
  });

  test("differs between any two of 400 seeds and epochs, near ones, negative ones and large ones among them", () => {
    const seeds = [-2, -1, 0, 1, 2, 3, 2 ** 31, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER];
    const orders = new Set<string>();
    for (const seed of seeds) {
      for (let epoch = 0; epoch < 40; epoch++) {
        orders.add(epochOrder({ count: 30, seed, epoch }).join());
      }
    }
    expect(orders.size).toBe(10 * 40);
  });

  test("puts each of 5 samples into each place about as often: chi-squared below the 99.99 % mark", () => {
    const count = 5;
    const runs = 5000;
    const cells = new Uint32Array(count * count);
    for (let epoch = 0; epoch < runs; epoch++) {
      for (const [place, sample] of epochOrder({ count, seed: 42, epoch }).entries()) {
        cells[place * count + sample] = (cells[place * count + sample] ?? 0) + 1;
      }
    }
    const expected = runs / count;
    const chiSquared = cells.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0);
    // (5 - 1)^2 = 16 degrees of freedom: 99.99 % of fair shuffles stay below 44.9.
    expect(chiSquared).toBeLessThan(44.9);
  });

  test.each([
    ["count", { count: 0 }, "count must be an integer from 1 to 4294967295, received 0"],
    ["count", { count: -5 }, "received -5"],
    ["count", { count: 2.5 }, "received 2.5"],
    ["count", { count: Number.NaN }, "received NaN"],
    ["count", { count: 2 ** 32 }, "received 4294967296"],
    [
      "seed",
      { seed: Number.NaN },
      "seed must be an integer from -9007199254740991 to 9007199254740991, received NaN",
    ],
    ["seed", { seed: 0.5 }, "received 0.5"],
    ["seed", { seed: 2 ** 53 }, "received 9007199254740992"],
    ["epoch", { epoch: -1 }, "epoch must be an integer from 0 to 9007199254740991, received -1"],
    ["epoch", { epoch: Number.POSITIVE_INFINITY }, "received Infinity"],
  ])("refuses a %s of %o", (_, change, message) => {
    expect(() => epochOrder({ count: 10, seed: 1, epoch: 0, ...change })).toThrow(message);
  });
});
