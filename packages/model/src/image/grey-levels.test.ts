import { describe, expect, test } from "vitest";
import { greyLevels } from "./grey-levels.ts";
import type { Picture } from "./picture.ts";

function pixels(channels: Picture["channels"], bitDepth: number, ...data: number[]): Picture {
  const width = data.length / channels;
  return { width, height: 1, channels, bitDepth, data: Uint16Array.from(data) };
}

describe("greyLevels", () => {
  test("is 0.299 R + 0.587 G + 0.114 B for colours", () => {
    const { levels, alpha } = greyLevels(
      pixels(3, 8, 255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 10, 20, 30),
    );
    const expected = [0.299, 0.587, 0.114, 1, (0.299 * 10 + 0.587 * 20 + 0.114 * 30) / 255];
    for (const [index, level] of expected.entries()) expect(levels[index]).toBeCloseTo(level, 6);
    expect(alpha).toBeNull();
  });

  test.each([
    [1, [0, 1], [0, 1]],
    [2, [0, 1, 2, 3], [0, 1 / 3, 2 / 3, 1]],
    [4, [0, 5, 15], [0, 5 / 15, 1]],
    [8, [0, 51, 255], [0, 51 / 255, 1]],
    [12, [0, 4095], [0, 1]],
    [16, [0, 13107, 65535], [0, 13107 / 65535, 1]],
  ])("scales samples of %i bits to 0..1", (bitDepth, data, expected) => {
    expect(greyLevels(pixels(1, bitDepth, ...data)).levels).toEqual(Float32Array.from(expected));
  });

  test("takes alpha from the last channel, unmixed", () => {
    const grey = greyLevels(pixels(2, 8, 255, 0, 51, 255, 0, 51));
    expect(grey.levels).toEqual(Float32Array.of(1, 51 / 255, 0));
    expect(grey.alpha).toEqual(Float32Array.of(0, 1, 51 / 255));
    expect(greyLevels(pixels(4, 8, 0, 0, 0, 255, 255, 255, 255, 102)).alpha).toEqual(
      Float32Array.of(1, 102 / 255),
    );
  });

  test("says that a picture is opaque where every alpha is the largest", () => {
    expect(greyLevels(pixels(2, 8, 0, 255, 7, 255)).alpha).toBeNull();
    expect(greyLevels(pixels(4, 16, 0, 0, 0, 65535)).alpha).toBeNull();
  });

  test("refuses a sample beyond the bit depth", () => {
    expect(() => greyLevels(pixels(1, 4, 0, 15, 16))).toThrow(
      new RangeError(
        "Cannot use the picture: a sample of 4 bits must be at most 15, received 16 as sample 2",
      ),
    );
  });
});
