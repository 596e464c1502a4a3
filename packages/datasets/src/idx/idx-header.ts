import { type IdxDtype, idxEncodings } from "./idx-array.ts";

/** What the first bytes of an IDX file say about the rest. */
export interface IdxHeader {
  readonly dtype: IdxDtype;
  readonly shape: readonly number[];
  /** Length of the header itself. */
  readonly headerBytes: number;
  /** Length of the whole file, uncompressed. */
  readonly totalBytes: number;
}

/**
 * Reads the header of an IDX file: two zero bytes, the element type, the rank, then each dimension as a big-endian
 * unsigned 32-bit integer.
 *
 * @param bytes The first bytes of the uncompressed file.
 * @param name What an error message calls the file.
 * @returns The header, or `undefined` where more bytes are needed to tell.
 * @throws {TypeError} If these are not the first bytes of an IDX file.
 */
export function parseIdxHeader(bytes: Uint8Array, name: string): IdxHeader | undefined {
  if (bytes.length < 4) return undefined;
  const [zero, alsoZero, code, rank = 0] = bytes;
  const dtype = (Object.keys(idxEncodings) as IdxDtype[]).find((key) => idxEncodings[key].code === code);
  if (zero !== 0 || alsoZero !== 0 || dtype === undefined) {
    throw new TypeError(
      `Cannot read ${name}: an IDX file starts with 00 00 and then 08, 09, 0b, 0c, 0d or 0e, received ${hex(bytes.subarray(0, 4))}`,
    );
  }
  const headerBytes = 4 + 4 * rank;
  if (bytes.length < headerBytes) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, headerBytes);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  return {
    dtype,
    shape,
    headerBytes,
    totalBytes: headerBytes + elementCount(shape) * idxEncodings[dtype].bytes,
  };
}

/**
 * The number of elements of a shape: the product of its dimensions, 1 for an empty shape.
 *
 * @param shape Dimensions, each 0 or more.
 * @returns The product; `Infinity` where it is larger than any number.
 */
export function elementCount(shape: readonly number[]): number {
  // Asked first, because 0 times an overflow would be NaN.
  return shape.includes(0) ? 0 : shape.reduce((product, dimension) => product * dimension, 1);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}
