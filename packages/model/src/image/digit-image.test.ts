import { describe, expect, test } from "vitest";
import { digitImage } from "./digit-image.ts";
import type { Picture } from "./picture.ts";

const size = 28;

/** A 7 drawn as MNIST would have it: bytes, 20 rows high, its centre of mass in row 14 and column 14. */
const seven = draw([
  [8, 8.95],
  [19, 8.95],
  [13, 25.8],
]);

describe("digitImage", () => {
  test("draws its test digit as MNIST has it", () => {
    const mass = seven.reduce((sum, byte) => sum + byte, 0);
    const moment = (coordinate: (index: number) => number) =>
      seven.reduce((sum, byte, index) => sum + byte * coordinate(index), 0) / mass;
    expect(Math.round(moment((index) => index % size))).toBe(14);
    expect(Math.round(moment((index) => Math.floor(index / size)))).toBe(14);
    const rows = [...seven.entries()]
      .filter(([, byte]) => byte > 0)
      .map(([index]) => Math.floor(index / size));
    expect(Math.max(...rows) - Math.min(...rows) + 1).toBe(20);
    expect(Math.max(...seven)).toBe(255);
  });

  test("leaves a picture of the wanted size as it is, byte for byte", () => {
    expect(digitImage(grey(seven, size, size))).toEqual(seven);
    const moved = new Uint8Array(seven.length);
    moved.set(seven.subarray(0, -3 * size), 3 * size);
    expect(digitImage(grey(moved, size, size))).toEqual(moved);
  });

  test("inverts a picture of the wanted size where its border is bright", () => {
    expect(digitImage(grey(seven.map(inverted), size, size))).toEqual(seven);
  });

  test("centres a picture of the wanted size on request", () => {
    const moved = new Uint8Array(seven.length);
    moved.set(seven.subarray(2 * size + 3), 0);
    expect(digitImage(grey(moved, size, size), { center: "always" })).toEqual(seven);
  });

  // Mean absolute difference of the bytes, from 0 to 255. Ratios that are whole give the digit back; 254 grey levels
  // may round to another byte.
  const three = magnify(seven, 3, 110, 130, 7, 31);
  test.each<[string, Picture, number]>([
    ["off-centre in a larger field", grey(magnify(seven, 1, 60, 45, 30, 2), 60, 45), 0],
    ["three times as large", grey(three, 110, 130), 0],
    ["three times as large, black on white", grey(three.map(inverted), 110, 130), 0],
    [
      "grey pencil on grey paper",
      grey(
        three.map((byte) => Math.round(200 - byte * 0.4)),
        110,
        130,
      ),
      0.25,
    ],
    ["16 bits", wide(three, (byte) => byte * 257), 0],
    ["16 bits, black on white", wide(three, (byte) => 65535 - byte * 257), 0],
    ["black ink on nothing", channels(2, three, (byte) => [0, byte]), 0],
    ["white ink on nothing", channels(2, three, (byte) => [255, byte]), 0],
    [
      "red ink on nothing, with a colour hidden in it",
      channels(4, three, (byte) => [byte ? 200 : 0, 0, byte ? 0 : 9, byte]),
      0,
    ],
    [
      "black ink with alpha on an opaque paper",
      channels(4, three, (byte) => (byte ? [255 - byte, 255 - byte, 255 - byte, 255] : [255, 255, 255, 0])),
      0,
    ],
    [
      "blue ink on yellow paper",
      channels(3, three, (byte) => mix(byte, [250, 240, 180], [20, 30, 160])),
      0.25,
    ],
    ["two and a half times as large", grey(magnify(seven, 2.5, 100, 90, 11, 5), 100, 90), 4],
    ["ten times as large", grey(magnify(seven, 10, 300, 310, 3, 13), 300, 310), 0],
  ])("brings a digit back: %s", (_, picture, tolerance) => {
    expect(difference(digitImage(picture), seven)).toBeLessThanOrEqual(tolerance);
  });

  test("sees a digit through the noise of its paper", () => {
    let state = 1;
    const noise = () => {
      // Twelve uniform numbers less six: nearly normal, deviation 1.
      let sum = -6;
      for (let each = 0; each < 12; each++) {
        state = (state * 48271) % 2147483647;
        sum += state / 2147483647;
      }
      return sum * 4;
    };
    const noisy = three.map((byte) => Math.min(255, Math.max(0, Math.round(225 - 0.8 * byte + noise()))));
    expect(difference(digitImage(grey(noisy, 110, 130)), seven)).toBeLessThan(2);
  });

  test("does not decide where it is told", () => {
    expect(digitImage(grey(seven, size, size), { invert: true })).toEqual(seven.map(inverted));
    expect(digitImage(grey(seven.map(inverted), size, size), { invert: false })).toEqual(seven.map(inverted));
    expect(digitImage(grey(three.map(inverted), 110, 130), { invert: true })).toEqual(seven);
  });

  test("scales the whole picture where it must not centre, with paper at the sides", () => {
    // 56 x 28 pixels, the digit in the left half: halved to 28 x 14, seven rows of paper above and below.
    const wideField = magnify(seven, 1, 56, 28, 0, 0).map(inverted);
    const image = digitImage(grey(wideField, 56, 28), { center: "never" });
    expect(image.subarray(0, 7 * size).every((byte) => byte === 0)).toBe(true);
    expect(image.subarray(21 * size).every((byte) => byte === 0)).toBe(true);
    const at = (x: number, y: number) => seven[y * size + x] ?? 0;
    for (const [x, y] of [
      [5, 3],
      [8, 6],
      [7, 9],
    ] as const) {
      const block = at(2 * x, 2 * y) + at(2 * x + 1, 2 * y) + at(2 * x, 2 * y + 1) + at(2 * x + 1, 2 * y + 1);
      expect(Math.abs((image[(y + 7) * size + x] ?? 0) - block / 4)).toBeLessThanOrEqual(0.501);
    }
  });

  test("gives the size that the model wants", () => {
    const image = digitImage(grey(three, 110, 130), { width: 14, height: 16 });
    expect(image).toHaveLength(14 * 16);
    expect(Math.max(...image)).toBe(255);
    expect(digitImage(grey(seven, size, size), { width: 28, height: 28 })).toEqual(seven);
  });

  test("leaves the picture's own data alone", () => {
    const data = three.map(inverted);
    const before = data.slice();
    digitImage(grey(data, 110, 130));
    expect(data).toEqual(before);
  });

  test("refuses a picture without ink, whatever its colour and size", () => {
    const message =
      /^Cannot find a digit in the picture: its ink must differ from the paper by 6\.3 % or more .*, received 0\.0 %$/;
    for (const level of [0, 128, 255]) {
      expect(() => digitImage(grey(new Uint8Array(2500).fill(level), 50, 50))).toThrow(message);
      expect(() => digitImage(grey(new Uint8Array(784).fill(level), size, size))).toThrow(RangeError);
    }
    expect(() => digitImage(channels(4, new Uint8Array(14300), () => [0, 0, 0, 0]))).toThrow(message);
    expect(() => digitImage(grey(Uint8Array.of(255), 1, 1))).toThrow(message);
  });

  test("refuses ink fainter than a sixteenth of the range", () => {
    const faint = (contrast: number) =>
      grey(
        three.map((byte) => 240 - Math.round((byte / 255) * contrast)),
        110,
        130,
      );
    expect(() => digitImage(faint(15))).toThrow(/received 5\.9 %$/);
    expect(() => digitImage(faint(16))).not.toThrow();
  });

  test("says what it looked for where the direction was given and is wrong", () => {
    expect(() => digitImage(grey(three, 110, 130), { invert: true })).toThrow(
      "its ink must be darker than the paper by 6.3 % or more",
    );
    expect(() => digitImage(grey(three.map(inverted), 110, 130), { invert: false })).toThrow(
      "its ink must be brighter than the paper by 6.3 % or more",
    );
  });

  test("refuses options that it does not know", () => {
    const picture = grey(seven, size, size);
    const unknown = (options: object) => () => digitImage(picture, options);
    expect(unknown({ width: 0 })).toThrow(
      new RangeError("Cannot make a digit image: width must be a whole number from 1 to 4096, received 0"),
    );
    expect(unknown({ height: 4097 })).toThrow(RangeError);
    expect(unknown({ height: Number.NaN })).toThrow(RangeError);
    expect(unknown({ invert: "yes" })).toThrow(
      new TypeError('Cannot make a digit image: invert must be true, false or "auto", received "yes"'),
    );
    expect(unknown({ center: true })).toThrow(
      new TypeError('Cannot make a digit image: center must be "auto", "always" or "never", received true'),
    );
  });

  test("checks the picture", () => {
    expect(() => digitImage({ ...grey(seven, size, size), width: 27 })).toThrow(RangeError);
  });
});

/** Strokes about three pixels wide with soft edges. */
function draw(points: readonly (readonly [number, number])[]): Uint8Array {
  return Uint8Array.from({ length: size * size }, (_, index) => {
    const x = (index % size) + 0.5;
    const y = Math.floor(index / size) + 0.5;
    let nearest = Number.POSITIVE_INFINITY;
    for (const [number, [ax, ay]] of points.slice(0, -1).entries()) {
      const [bx, by] = points[number + 1] ?? [ax, ay];
      const along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2);
      const share = Math.min(1, Math.max(0, along));
      nearest = Math.min(nearest, Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay)));
    }
    const coverage = Math.min(1, 1.6 - nearest);
    return coverage < 0.1 ? 0 : Math.round(255 * coverage);
  });
}

/** Lays the digit into a black field of `width` x `height`, each pixel `scale` pixels wide. */
function magnify(
  digit: Uint8Array,
  scale: number,
  width: number,
  height: number,
  left: number,
  top: number,
): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, index) => {
    const x = Math.floor(((index % width) - left) / scale);
    const y = Math.floor((Math.floor(index / width) - top) / scale);
    return x < 0 || y < 0 || x >= size || y >= size ? 0 : (digit[y * size + x] ?? 0);
  });
}

function grey(data: Uint8Array, width: number, height: number): Picture {
  return { width, height, channels: 1, bitDepth: 8, data };
}

/** A picture of 110 x 130 pixels of 16 bits. */
function wide(bytes: Uint8Array, sample: (byte: number) => number): Picture {
  return { width: 110, height: 130, channels: 1, bitDepth: 16, data: Uint16Array.from(bytes, sample) };
}

/** A picture of 110 x 130 pixels with several samples each. */
function channels(count: 2 | 3 | 4, bytes: Uint8Array, pixel: (byte: number) => readonly number[]): Picture {
  const data = Uint8Array.from([...bytes].flatMap((byte) => pixel(byte)));
  return { width: 110, height: 130, channels: count, bitDepth: 8, data };
}

function mix(byte: number, paper: readonly number[], ink: readonly number[]): number[] {
  return paper.map((level, channel) => Math.round(level + ((ink[channel] ?? 0) - level) * (byte / 255)));
}

function inverted(byte: number): number {
  return 255 - byte;
}

/** Mean absolute difference. */
function difference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, byte, index) => sum + Math.abs(byte - (b[index] ?? 0)), 0) / a.length;
}
