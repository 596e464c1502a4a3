import { describeValue } from "../describe-issue.ts";

/** A picture in memory: rows from the top, pixels from the left, the samples of one pixel side by side. */
export interface Picture {
  /** Pixels in a row, at least 1. */
  readonly width: number;
  /** Rows, at least 1. */
  readonly height: number;
  /** Samples of a pixel: 1 grey; 2 grey and alpha; 3 red, green, blue; 4 red, green, blue, alpha. */
  readonly channels: 1 | 2 | 3 | 4;
  /** Bits of a sample, from 1 to 16: a sample goes from 0 (black, transparent) to `2 ** bitDepth - 1`. */
  readonly bitDepth: number;
  /** `[height, width, channels]` row-major, one element for each sample; alpha is not multiplied into the colours. */
  readonly data: Uint8Array | Uint8ClampedArray | Uint16Array;
}

/**
 * Checks that a picture's fields go together.
 *
 * @param picture The picture.
 * @throws {TypeError} Where the data is no array of bytes or 16-bit numbers.
 * @throws {RangeError} Where a size, the channels, the bit depth or the number of samples is wrong.
 */
export function checkPicture(picture: Picture): void {
  const { width, height, channels, bitDepth, data } = picture;
  for (const [name, value, most] of [
    ["width", width, Number.MAX_SAFE_INTEGER],
    ["height", height, Number.MAX_SAFE_INTEGER],
    ["channels", channels, 4],
    ["bitDepth", bitDepth, 16],
  ] as const) {
    if (Number.isSafeInteger(value) && value >= 1 && value <= most) continue;
    const range = most > 16 ? "of at least 1" : `from 1 to ${most}`;
    throw new RangeError(
      `Cannot use the picture: ${name} must be a whole number ${range}, received ${describeValue(value)}`,
    );
  }
  const given: unknown = data;
  if (!(given instanceof Uint8Array || given instanceof Uint8ClampedArray || given instanceof Uint16Array)) {
    throw new TypeError(
      `Cannot use the picture: data must be a Uint8Array, Uint8ClampedArray or Uint16Array, received ${describeValue(given)}`,
    );
  }
  const expected = width * height * channels;
  if (given.length !== expected) {
    throw new RangeError(
      `Cannot use the picture: ${width} x ${height} pixels of ${channels} samples must have ${expected} samples, ` +
        `received ${given.length}`,
    );
  }
}
