import { readPicture } from "@proj/api/pictures";
import { type Dataset, loadBundledDigits } from "@proj/datasets";
import { digitImage } from "@proj/model";
import { encode, type ImageData } from "fast-png";
import { beforeAll, describe, expect, test } from "vitest";

/** Every tenth held-out digit: 100 of them. */
let digits: Uint8Array[];
beforeAll(async () => {
  const { heldOut }: Dataset = await loadBundledDigits();
  digits = Array.from({ length: Math.ceil(heldOut.count / 10) }, (_, index) =>
    heldOut.images.slice(index * 10 * 784, (index * 10 + 1) * 784),
  );
});

const [width, height] = [130, 110];

/** A digit in a larger field, each pixel `scale` pixels wide: bytes of ink. */
function field(digit: Uint8Array, scale: number): number[] {
  return Array.from({ length: width * height }, (_, index) => {
    const x = Math.floor(((index % width) - 31) / scale);
    const y = Math.floor((Math.floor(index / width) - 9) / scale);
    return x < 0 || y < 0 || x > 27 || y > 27 ? 0 : (digit[y * 28 + x] ?? 0);
  });
}

function png(channels: number, data: readonly number[], depth: 8 | 16 = 8): ImageData {
  return {
    width,
    height,
    channels,
    depth,
    data: depth === 16 ? Uint16Array.from(data) : Uint8Array.from(data),
  };
}

// Mean absolute difference of the bytes, 0 to 255: of all digits but at most one, and the mean of all. Whole ratios bring a
// digit back but for its strongest pixels, which are 254 in some and become 255. Of all 10,000 digits four come back
// moved by a pixel (10 to 22): their centre of mass lies between two pixels, or their longer side has 19 pixels and not 20.
// Ratios that are not whole land between the pixels.
const cases: readonly (readonly [string, (digit: Uint8Array) => ImageData, most: number, mean: number])[] = [
  ["off-centre", (digit) => png(1, field(digit, 1)), 0.3, 0.25],
  ["three times as large", (digit) => png(1, field(digit, 3)), 0.3, 0.25],
  [
    "black on white",
    (digit) =>
      png(
        1,
        field(digit, 3).map((ink) => 255 - ink),
      ),
    0.3,
    0.25,
  ],
  [
    "16 bits",
    (digit) =>
      png(
        1,
        field(digit, 3).map((ink) => 65535 - 257 * ink),
        16,
      ),
    0.3,
    0.25,
  ],
  [
    "black ink on nothing",
    (digit) =>
      png(
        2,
        field(digit, 3).flatMap((ink) => [0, ink]),
      ),
    0.3,
    0.25,
  ],
  [
    "white ink on nothing",
    (digit) =>
      png(
        4,
        field(digit, 3).flatMap((ink) => [255, 255, 255, ink]),
      ),
    0.3,
    0.25,
  ],
  [
    "blue ink on yellow paper",
    (digit) =>
      png(
        3,
        field(digit, 3).flatMap((ink) => [250 - ink * 0.8, 245 - ink * 0.7, 200 - ink * 0.2]),
      ),
    0.6,
    0.4,
  ],
  ["two and a half times as large", (digit) => png(1, field(digit, 2.5)), 30, 6],
];

describe("a handwritten digit, from its PNG file to the network's input", () => {
  test("comes through 28 x 28 unchanged", async () => {
    for (const digit of digits.slice(0, 20)) {
      const bytes = encode({ width: 28, height: 28, channels: 1, depth: 8, data: digit });
      expect(digitImage(await readPicture(bytes, "x.png", 2 ** 20))).toEqual(digit);
    }
  });

  test.each(cases)("comes back near to itself: %s", async (_, picture, most, mean) => {
    const differences: number[] = [];
    for (const digit of digits) {
      const image = digitImage(await readPicture(encode(picture(digit)), "x.png", 2 ** 20));
      differences.push(
        image.reduce((sum, byte, pixel) => sum + Math.abs(byte - (digit[pixel] ?? 0)), 0) / 784,
      );
    }
    expect(differences).toHaveLength(100);
    expect(differences.filter((each) => each > most).length).toBeLessThanOrEqual(1);
    expect(differences.reduce((sum, each) => sum + each, 0) / differences.length).toBeLessThan(mean);
  });
});
