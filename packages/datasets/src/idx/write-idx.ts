import { swapBigEndian } from "./byte-order.ts";
import { type IdxArray, type IdxElements, idxEncodings } from "./idx-array.ts";
import { elementCount } from "./idx-header.ts";

/** Choices of {@linkcode writeIdx}. */
export interface WriteIdxOptions {
  /** Whether to compress with gzip; by default not. */
  readonly gzip?: boolean | undefined;
}

const arrayClasses: { readonly [D in keyof IdxElements]: abstract new () => IdxElements[D] } = {
  uint8: Uint8Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
};

/**
 * Writes an array as an IDX file: the exact inverse of `readIdx`.
 *
 * A gzipped file holds no time and no name, so that one runtime always writes the same bytes; how well `deflate` is
 * compressed is the runtime's own affair.
 *
 * @param array Element type, shape (at most 255 dimensions, each an integer from 0 to 2^32 - 1) and row-major data.
 * @param options Whether to compress.
 * @returns The file.
 * @throws {TypeError} If the element type is not one of the six, or the data are of another class.
 * @throws {RangeError} If the shape cannot be written, or does not hold as many elements as there are data.
 *
 * @example
 * ```ts
 * import { writeIdx } from "@proj/datasets";
 *
 * const labels = { dtype: "uint8", shape: [3], data: new Uint8Array([7, 2, 1]) } as const;
 * console.log(await writeIdx(labels)); // 0, 0, 8, 1, 0, 0, 0, 3, 7, 2, 1
 * ```
 */
export async function writeIdx(
  array: IdxArray,
  options: WriteIdxOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = encodeIdx(array);
  return options.gzip ? await gzip(bytes) : bytes;
}

/** The uncompressed file of an array. */
function encodeIdx(array: IdxArray): Uint8Array<ArrayBuffer> {
  checkArray(array);
  const { dtype, shape, data } = array;
  const { code, bytes: width } = idxEncodings[dtype];
  const headerBytes = 4 + 4 * shape.length;
  const file = new Uint8Array(headerBytes + data.byteLength);
  file.set([0, 0, code, shape.length]);
  const view = new DataView(file.buffer);
  for (const [axis, dimension] of shape.entries()) view.setUint32(4 + 4 * axis, dimension);
  file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), headerBytes);
  swapBigEndian(file.subarray(headerBytes), width);
  return file;
}

function checkArray({ dtype, shape, data }: IdxArray): void {
  if (!Object.hasOwn(idxEncodings, dtype)) {
    throw new TypeError(
      `Cannot write an IDX file: dtype must be one of ${Object.keys(idxEncodings).join(", ")}, received ${String(dtype)}`,
    );
  }
  if (!(data instanceof arrayClasses[dtype])) {
    throw new TypeError(
      `Cannot write an IDX file: data of dtype ${dtype} must be a ${arrayClasses[dtype].name}, received ${className(data)}`,
    );
  }
  if (shape.length > 255) {
    throw new RangeError(`Cannot write an IDX file: it has at most 255 dimensions, received ${shape.length}`);
  }
  for (const [axis, dimension] of shape.entries()) {
    if (!Number.isInteger(dimension) || dimension < 0 || dimension >= 2 ** 32) {
      throw new RangeError(
        `Cannot write an IDX file: every dimension must be an integer from 0 to ${2 ** 32 - 1}, received ${dimension} as dimension ${axis}`,
      );
    }
  }
  if (elementCount(shape) !== data.length) {
    throw new RangeError(
      `Cannot write an IDX file: shape [${shape.join(", ")}] must hold as many elements as there are data, received ${elementCount(shape)} and ${data.length}`,
    );
  }
}

async function gzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"));
  const file = new Uint8Array(await new Response(stream).arrayBuffer());
  // Bytes 4 to 9: no time, no hint at the level, operating system unknown. Runtimes put different things there.
  file.set([0, 0, 0, 0, 0, 255], 4);
  return file;
}

function className(value: unknown): string {
  return value === null || value === undefined ? String(value) : value.constructor.name;
}
