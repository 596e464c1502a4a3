import { describe, expect, test } from "vitest";
import { randomWords } from "./random-words.ts";

describe("randomWords", () => {
  test("never changes: the first words of some keys", () => {
    expect([...randomWords({ count: 3, keys: [1, 0] })]).toEqual([2273207193, 1849887804, 400134374]);
    expect([...randomWords({ count: 3, keys: [-1, 2 ** 40, 7] })]).toEqual([
      2928341139, 2745954992, 3277907724,
    ]);
  });

  test("the first words are the same, however many are drawn", () => {
    const long = randomWords({ count: 1000, keys: [3, 4] });
    expect(randomWords({ count: 10, keys: [3, 4] })).toEqual(long.subarray(0, 10));
  });

  test("differs between neighbouring keys, between orders of keys, and by a key more", () => {
    const all = [[1, 2], [2, 1], [1, 3], [2, 2], [1], [1, 2, 0], [2 ** 32 + 1, 2], [-1, 2]];
    const drawn = new Set(all.map((keys) => randomWords({ count: 4, keys }).join()));
    expect(drawn.size).toBe(8);
  });

  test("each of the 32 bits is set in half of 65,536 words, within 4 standard deviations", () => {
    const words = randomWords({ count: 65_536, keys: [42, 0] });
    for (let bit = 0; bit < 32; bit++) {
      const set = words.reduce((sum, word) => sum + ((word >>> bit) & 1), 0);
      expect(Math.abs(set - 32_768)).toBeLessThan(4 * Math.sqrt(65_536 / 4));
    }
  });

  test.each([
    [{ count: -1, keys: [1] }, "count must be an integer from 0 to 4294967295, received -1"],
    [{ count: 1.5, keys: [1] }, "received 1.5"],
    [{ count: 1, keys: [1, Number.NaN] }, "keys must be safe integers, received NaN"],
    [{ count: 1, keys: [2 ** 53] }, "received 9007199254740992"],
  ])("refuses %o", (options, message) => {
    expect(() => randomWords(options)).toThrow(message);
  });
});
