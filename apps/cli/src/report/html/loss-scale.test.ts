import { describe, expect, test } from "vitest";
import { lossScale } from "./loss-scale.ts";

describe("lossScale", () => {
  test("is linear from 0 up to a factor of 20", () => {
    const scale = lossScale([0.1, 2], [200, 0]);
    expect(scale.logarithmic).toBe(false);
    expect(scale.ticks).toEqual([0, 0.5, 1, 1.5, 2]);
    expect([scale.place(0), scale.place(1), scale.place(2)]).toEqual([200, 100, 0]);
  });

  test("is logarithmic beyond, with ticks at 1, 2 and 5 times powers of ten", () => {
    const scale = lossScale([0.02, 0.9], [200, 0]);
    expect(scale.logarithmic).toBe(true);
    expect(scale.ticks).toEqual([0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]);
    // Two powers of ten over 200 units: one is 100.
    expect(scale.place(0.1)).toBeCloseTo(100, 9);
  });

  test("has powers of ten alone over more than three of them", () => {
    expect(lossScale([0.00001, 1], [200, 0]).ticks).toEqual([0.00001, 0.0001, 0.001, 0.01, 0.1, 1]);
  });

  test.each([
    ["a loss of 0", [0, 2]],
    ["a negative loss", [-1, 2]],
    ["equal losses", [0.3, 0.3]],
    ["nothing but 0", [0, 0]],
    ["nothing but one negative loss", [-2]],
  ])("places %s inside the range", (_, losses) => {
    const scale = lossScale(losses, [200, 0]);
    for (const loss of losses) {
      expect(scale.place(loss)).toBeGreaterThanOrEqual(0);
      expect(scale.place(loss)).toBeLessThanOrEqual(200);
    }
    expect(scale.ticks.length).toBeGreaterThan(1);
  });

  test("takes more losses than a call may have arguments", () => {
    const losses = Array<number>(300_000).fill(1);
    expect(lossScale(losses, [1, 0]).place(1)).toBe(0);
  });
});
