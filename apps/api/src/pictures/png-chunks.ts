import { crc32 } from "./crc32.ts";

/** What the first chunk of a PNG says. */
export interface PngHeader {
  readonly width: number;
  readonly height: number;
  /** Bits of a sample, or of an index into the palette. */
  readonly bitDepth: 1 | 2 | 4 | 8 | 16;
  readonly color: PngColor;
  readonly isInterlaced: boolean;
}

/** How the pixels are stored. */
export type PngColor = "grey" | "rgb" | "palette" | "grey and alpha" | "rgb and alpha";

/** A PNG taken apart. */
export interface PngChunks {
  readonly header: PngHeader;
  /** The chunks that decide what the pixels are, in their order: IHDR, PLTE, tRNS. */
  readonly describing: readonly PngChunk[];
  /** The content of all IDAT chunks: one zlib stream. */
  readonly compressed: Uint8Array;
}

/** One chunk. */
export interface PngChunk {
  readonly type: string;
  readonly content: Uint8Array;
}

const signatureLength = 8;

/** By the number that stands in the file: the kind and its bit depths. */
const colors: Readonly<Record<number, { color: PngColor; bitDepths: readonly number[] }>> = {
  0: { color: "grey", bitDepths: [1, 2, 4, 8, 16] },
  2: { color: "rgb", bitDepths: [8, 16] },
  3: { color: "palette", bitDepths: [1, 2, 4, 8] },
  4: { color: "grey and alpha", bitDepths: [8, 16] },
  6: { color: "rgb and alpha", bitDepths: [8, 16] },
};

/**
 * Takes a PNG apart, checks the checksum of each chunk and the header, and inflates nothing.
 *
 * Chunks that say nothing about the pixels (texts, times, colour profiles, further frames) are checked and left out.
 *
 * Source: W3C, "Portable Network Graphics (PNG) Specification", sections 5 and 11.
 *
 * @param bytes The file, which starts with the signature of a PNG.
 * @returns The parts that make up the pixels.
 * @throws {Error} For a chunk that is cut off, damaged, in the wrong place or of an unknown kind that must be known. The
 * messages are the rest of a sentence that starts with the file's name.
 */
export function pngChunks(bytes: Uint8Array): PngChunks {
  const compressed = new Uint8Array(bytes.length);
  let compressedLength = 0;
  let header: PngHeader | null = null;
  const describing: PngChunk[] = [];
  for (const chunk of chunksOf(bytes)) {
    if (header === null) {
      if (chunk.type !== "IHDR") throw new Error(`its first chunk must be IHDR, received ${chunk.type}`);
      header = readHeader(chunk.content);
      describing.push(chunk);
    } else if (chunk.type === "IDAT") {
      compressed.set(chunk.content, compressedLength);
      compressedLength += chunk.content.length;
    } else if (chunk.type === "PLTE" || chunk.type === "tRNS") {
      if (compressedLength > 0 || describing.some(({ type }) => type === chunk.type)) {
        throw new Error(`its chunk ${chunk.type} must stand once and before IDAT, received another`);
      }
      describing.push(chunk);
    } else if (/^[A-Z]/.test(chunk.type) && chunk.type !== "IEND") {
      throw new Error(`its chunks must be known or optional, received ${chunk.type}`);
    }
  }
  if (header === null) throw new Error("it must have a header, received none");
  return { header, describing, compressed: compressed.subarray(0, compressedLength) };
}

function* chunksOf(bytes: Uint8Array): Generator<PngChunk> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = signatureLength;
  for (;;) {
    if (offset + 12 > bytes.length) throw cutOff(bytes);
    const length = view.getUint32(offset);
    const end = offset + 8 + length;
    if (end + 4 > bytes.length) throw cutOff(bytes);
    const type = String.fromCharCode(...bytes.subarray(offset + 4, offset + 8));
    if (!/^[A-Za-z]{4}$/.test(type)) {
      throw new Error(`the name of a chunk must be four letters, received ${JSON.stringify(type)}`);
    }
    const expected = view.getUint32(end);
    const received = crc32(bytes.subarray(offset + 4, end));
    if (received !== expected) {
      throw new Error(
        `its chunk ${type} at byte ${offset} is damaged: the CRC must be ${hex(expected)}, received ${hex(received)}`,
      );
    }
    yield { type, content: bytes.subarray(offset + 8, end) };
    if (type === "IEND") return;
    offset = end + 4;
  }
}

function readHeader(content: Uint8Array): PngHeader {
  if (content.length !== 13) throw new Error(`its header must have 13 bytes, received ${content.length}`);
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const [bitDepth = 0, color = 0, compression, filter, interlace] = content.subarray(8);
  if (width === 0 || height === 0 || width > 0x7fffffff || height > 0x7fffffff) {
    throw new RangeError(`it must have at least 1 x 1 pixels, received ${width} x ${height}`);
  }
  const kind = colors[color];
  if (kind === undefined) throw new Error(`its colour type must be 0, 2, 3, 4 or 6, received ${color}`);
  if (!isBitDepth(bitDepth) || !kind.bitDepths.includes(bitDepth)) {
    throw new Error(
      `its bit depth must be one of ${kind.bitDepths.join(", ")} for ${kind.color}, received ${bitDepth}`,
    );
  }
  if (compression !== 0 || filter !== 0) {
    throw new Error(`its compression and filter methods must be 0, received ${compression} and ${filter}`);
  }
  if (interlace !== 0 && interlace !== 1) {
    throw new Error(`its interlace method must be 0 or 1, received ${interlace}`);
  }
  return { width, height, bitDepth, color: kind.color, isInterlaced: interlace === 1 };
}

function isBitDepth(value: number): value is PngHeader["bitDepth"] {
  return [1, 2, 4, 8, 16].includes(value);
}

function cutOff(bytes: Uint8Array): Error {
  return new Error(
    `it is cut off: its last chunk must be IEND, received the end after ${bytes.length} bytes`,
  );
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, "0")}`;
}
