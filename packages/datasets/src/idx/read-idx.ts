import { swapBigEndian } from "./byte-order.ts";
import { type IdxArray, idxEncodings } from "./idx-array.ts";
import { type RawIdx, type ReadIdxOptions, readRawIdx } from "./read-raw-idx.ts";

/**
 * Reads an IDX file, gzipped or not: any rank from 0 to 255, any of the six element types.
 *
 * A gzip file is recognised by its first bytes. It is inflated no further than its header promises, so that a small
 * file cannot fill the memory.
 *
 * @param bytes The file.
 * @param options A name for error messages, and a limit.
 * @returns The array; it shares no memory with `bytes`.
 * @throws {TypeError} If it is no IDX file (wrong magic number).
 * @throws {RangeError} If it holds fewer or more bytes than its header promises, or is over the limit.
 * @throws {Error} If its gzip data are damaged, cut short, or do not match their checksum.
 *
 * @example
 * ```ts
 * import { readIdx, writeIdx } from "@proj/datasets";
 *
 * const file = await writeIdx({ dtype: "uint8", shape: [2, 2], data: new Uint8Array([1, 2, 3, 4]) });
 * const { shape, data } = await readIdx(file, { name: "square.idx" });
 * console.log(shape, data); // [2, 2] and the bytes 1 to 4
 * ```
 *
 * Source: Y. LeCun, C. Cortes and C. J. C. Burges, "The MNIST database of handwritten digits", section "The IDX file
 * format".
 */
export async function readIdx(bytes: Uint8Array, options: ReadIdxOptions = {}): Promise<IdxArray> {
  return decodeIdx(await readRawIdx(bytes, options));
}

/**
 * Turns an uncompressed IDX file into an array.
 *
 * @param raw The file; an array of bytes goes on using its memory.
 * @returns The array, in the machine's own byte order.
 */
export function decodeIdx({ header, bytes }: RawIdx): IdxArray {
  const { dtype, shape, headerBytes } = header;
  if (dtype === "uint8") return { dtype, shape, data: bytes.subarray(headerBytes) };
  // Of its own, because a typed array of wider elements must start at a multiple of their width.
  const body = bytes.slice(headerBytes);
  swapBigEndian(body, idxEncodings[dtype].bytes);
  switch (dtype) {
    case "int8":
      return { dtype, shape, data: new Int8Array(body.buffer) };
    case "int16":
      return { dtype, shape, data: new Int16Array(body.buffer) };
    case "int32":
      return { dtype, shape, data: new Int32Array(body.buffer) };
    case "float32":
      return { dtype, shape, data: new Float32Array(body.buffer) };
    case "float64":
      return { dtype, shape, data: new Float64Array(body.buffer) };
  }
}
