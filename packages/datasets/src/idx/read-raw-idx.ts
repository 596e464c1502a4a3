import { type IdxHeader, parseIdxHeader } from "./idx-header.ts";
import { inflateGzip, isGzip } from "./inflate-gzip.ts";

/** Choices of {@linkcode readIdx}. */
export interface ReadIdxOptions {
  /** What error messages call the file; by default "the IDX file". */
  readonly name?: string | undefined;
  /** The largest uncompressed file to accept, in bytes; by default 2^30 (1 GiB). */
  readonly maxBytes?: number | undefined;
}

/** An IDX file, uncompressed and of the length that its header promises. */
export interface RawIdx {
  readonly header: IdxHeader;
  /** The whole file, header included; memory that nothing else uses. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The most that deflate can shrink anything. */
const deflateRatio = 1032;

/**
 * Uncompresses an IDX file where it is gzipped, and checks its length against its header.
 *
 * @param bytes The file, gzipped or not.
 * @param options The name for error messages, and the limit.
 * @returns The header and a copy of the whole uncompressed file.
 * @throws {TypeError} If it is no IDX file.
 * @throws {RangeError} If its length is not what its header promises, or is over the limit.
 * @throws {Error} If its gzip data are damaged.
 */
export async function readRawIdx(bytes: Uint8Array, options: ReadIdxOptions = {}): Promise<RawIdx> {
  const { name = "the IDX file", maxBytes = 2 ** 30 } = options;
  if (!isGzip(bytes)) {
    const header = parseIdxHeader(bytes, name);
    if (header === undefined) throw noHeader(name, bytes.length);
    checkLength(header, bytes.length, bytes.length, name, maxBytes);
    return { header, bytes: new Uint8Array(bytes) };
  }
  let header: IdxHeader | undefined;
  let contents: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  let filled = 0;
  for await (const piece of inflateGzip(bytes, name)) {
    if (header === undefined) {
      const start = concat(contents.subarray(0, filled), piece);
      header = parseIdxHeader(start, name);
      // Checked before the memory is taken, and again at each piece: a gzip bomb goes no further than this.
      if (header) checkLength(header, start.length, bytes.length * deflateRatio, name, maxBytes);
      contents = new Uint8Array(header?.totalBytes ?? start.length);
      contents.set(start);
      filled = start.length;
    } else {
      checkLength(header, filled + piece.length, Number.POSITIVE_INFINITY, name, maxBytes);
      contents.set(piece, filled);
      filled += piece.length;
    }
  }
  if (header === undefined) throw noHeader(name, filled);
  checkLength(header, filled, filled, name, maxBytes);
  return { header, bytes: contents };
}

/** Throws unless the promised length lies between the bytes that are surely there and those that there can be. */
function checkLength(header: IdxHeader, atLeast: number, atMost: number, name: string, limit: number): void {
  const { dtype, shape, headerBytes, totalBytes: promised } = header;
  const promise = `${promised} bytes (${headerBytes} of header, then ${dtype} [${shape.join(", ")}])`;
  if (promised > limit) {
    throw new RangeError(
      `Cannot read ${name}: an IDX file may take ${limit} bytes uncompressed, received a header that promises ${promise}; raise maxBytes if that is right`,
    );
  }
  if (atMost < promised) {
    throw new RangeError(
      `Cannot read ${name}: its header promises ${promise}, received ${atLeast === atMost ? "" : "at most "}${atMost}; the file is cut short`,
    );
  }
  if (atLeast > promised) {
    throw new RangeError(
      `Cannot read ${name}: its header promises ${promise}, received ${atLeast === atMost ? "" : "at least "}${atLeast}; other bytes follow the array`,
    );
  }
}

function noHeader(name: string, length: number): RangeError {
  return new RangeError(
    `Cannot read ${name}: an IDX file starts with a header of 4 bytes and 4 more a dimension, received ${length} bytes; the file is empty or cut short`,
  );
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
