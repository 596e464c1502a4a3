import { describe, expect, test } from "vitest";
import { areaAverage } from "./area-average.ts";

describe("areaAverage", () => {
  test("is the mean of whole blocks at a whole ratio", () => {
    const levels = Float32Array.of(1, 3, 5, 7, 2, 4, 6, 8);
    const whole = { left: 0, top: 0, width: 4, height: 2 };
    expect(areaAverage(levels, 4, whole, 2, 1)).toEqual(
      Float32Array.of((1 + 3 + 2 + 4) / 4, (5 + 7 + 6 + 8) / 4),
    );
  });

  test("shares a pixel out at a ratio that is not whole", () => {
    // 3 pixels to 2: each covers 1.5, so the middle one is halved.
    const region = { left: 0, top: 0, width: 3, height: 1 };
    const [left, right] = areaAverage(Float32Array.of(3, 6, 9), 3, region, 2, 1);
    expect(left).toBeCloseTo((3 + 0.5 * 6) / 1.5, 6);
    expect(right).toBeCloseTo((0.5 * 6 + 9) / 1.5, 6);
  });

  test("takes the region alone and gives it back unchanged at ratio 1", () => {
    const levels = Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8);
    const region = { left: 1, top: 1, width: 2, height: 2 };
    expect(areaAverage(levels, 3, region, 2, 2)).toEqual(Float32Array.of(4, 5, 7, 8));
  });

  test("repeats pixels where it enlarges", () => {
    const region = { left: 0, top: 0, width: 2, height: 1 };
    expect(areaAverage(Float32Array.of(1, 2), 2, region, 4, 2)).toEqual(
      Float32Array.of(1, 1, 2, 2, 1, 1, 2, 2),
    );
  });

  test("keeps the mean of the region at any ratio", () => {
    const levels = Float32Array.from({ length: 35 }, (_, index) => (index * 7) % 11);
    const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const region = { left: 0, top: 0, width: 7, height: 5 };
    for (const [width, height] of [
      [1, 1],
      [3, 2],
      [5, 4],
      [13, 9],
    ] as const) {
      expect(mean(areaAverage(levels, 7, region, width, height))).toBeCloseTo(mean(levels), 5);
    }
  });
});
