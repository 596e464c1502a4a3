/**
 * Unpacks rows of bits, such as molecular fingerprints: eight bits a byte, the most significant first, each row in whole
 * bytes of its own, as NumPy's `packbits(..., axis=1)` leaves them.
 *
 * @param bytes `rows` rows of `ceil(width / 8)` bytes; bits after `width` in a row's last byte must be 0.
 * @param width Bits a row, 1 or more.
 * @param rows Number of rows.
 * @returns Each bit as 0 or 1, shape `[rows, width]`.
 * @throws {RangeError} If width or rows are no such number, the length is another, or a bit after `width` is set.
 *
 * @example
 * ```ts
 * import { unpackBits } from "@proj/datasets";
 *
 * console.log(unpackBits(new Uint8Array([0b1010_0000, 0b0110_0000]), 3, 2)); // Uint8Array [ 1, 0, 1, 0, 1, 1 ]
 * ```
 */
export function unpackBits(bytes: Uint8Array, width: number, rows: number): Uint8Array {
  if (!Number.isInteger(width) || width < 1) {
    throw new RangeError(`Cannot unpack bits: width must be an integer from 1, received ${width}`);
  }
  if (!Number.isInteger(rows) || rows < 0) {
    throw new RangeError(`Cannot unpack bits: rows must be an integer from 0, received ${rows}`);
  }
  const rowBytes = Math.ceil(width / 8);
  if (bytes.length !== rows * rowBytes) {
    throw new RangeError(
      `Cannot unpack bits: ${rows} rows of ${width} bits must take ${rows * rowBytes} bytes, ${rowBytes} a row, received ${bytes.length}`,
    );
  }
  const padding = (1 << (rowBytes * 8 - width)) - 1;
  const bits = new Uint8Array(rows * width);
  for (let row = 0; row < rows; row++) {
    if (((bytes[(row + 1) * rowBytes - 1] ?? 0) & padding) !== 0) {
      throw new RangeError(
        `Cannot unpack bits: the bits after the first ${width} of a row must be 0, received others in row ${row}; the width may be another, or the order of the bits`,
      );
    }
    for (let bit = 0; bit < width; bit++) {
      const byte = bytes[row * rowBytes + (bit >> 3)] ?? 0;
      bits[row * width + bit] = (byte >> (7 - (bit & 7))) & 1;
    }
  }
  return bits;
}
