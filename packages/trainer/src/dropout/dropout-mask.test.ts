import { describe, expect, test } from "vitest";
import { dropoutMask } from "./dropout-mask.ts";

describe("dropoutMask", () => {
  test("never changes: the first units of a mask", () => {
    expect([...dropoutMask({ count: 8, rate: 0.5, keys: [1, 0, 0, 0] })]).toEqual([2, 0, 2, 2, 2, 2, 0, 2]);
  });

  test.each([0.1, 0.25, 0.5, 0.9])("keeps 1 - %d of 100,000 units within 4 standard deviations", (rate) => {
    const mask = dropoutMask({ count: 100_000, rate, keys: [7, 1, 2, 0] });
    const kept = mask.reduce((sum, factor) => sum + (factor > 0 ? 1 : 0), 0);
    expect(Math.abs(kept - 100_000 * (1 - rate))).toBeLessThan(4 * Math.sqrt(100_000 * rate * (1 - rate)));
    // A kept unit is scaled so that the mean stays 1.
    expect(new Set(mask)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
  });

  test("two masks of other keys agree in half of 65,536 units, within 4 standard deviations", () => {
    const of = (...keys: number[]): Float32Array => dropoutMask({ count: 65_536, rate: 0.5, keys });
    const mask = of(1, 0, 0);
    for (const other of [of(2, 0, 0), of(1, 1, 0), of(1, 0, 1)]) {
      const same = mask.reduce((sum, factor, i) => sum + (factor === other[i] ? 1 : 0), 0);
      expect(Math.abs(same - 32_768)).toBeLessThan(4 * Math.sqrt(65_536 / 4));
    }
  });
});
