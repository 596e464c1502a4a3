import { type DecodedPng, decode } from "fast-png";
import { crc32 } from "./crc32.ts";
import { inflateScanlines, type PngPass, pngPasses } from "./inflate-scanlines.ts";
import type { PngChunk, PngChunks, PngHeader } from "./png-chunks.ts";
import { storeZlib } from "./store-zlib.ts";

/** A picture's samples as a PNG stores them, one element for each: grey, colours, or indexes into the palette. */
export interface PngSamples {
  readonly data: Uint8Array | Uint16Array;
  /** Of each entry of the palette: red, green, blue, and alpha where the file has it. `null` where there is no palette. */
  readonly palette: readonly (readonly number[])[] | null;
  /** The one grey or colour that is transparent, in samples. */
  readonly transparent: ArrayLike<number> | null;
}

/**
 * Inflates a PNG and undoes its filters, with fast-png.
 *
 * fast-png is handed nothing but header, palette, transparency and pixels, and those only after they have been inflated
 * once within their limit: it inflates pixels and colour profiles without one, and refuses pictures for an odd text.
 *
 * @param png The PNG's parts.
 * @returns The samples.
 * @throws {Error} Where the pixels are damaged or not as many as the header says. The messages are the rest of a sentence
 * that starts with the file's name.
 */
export async function decodePng({ header, describing, compressed }: PngChunks): Promise<PngSamples> {
  if (header.isInterlaced && header.bitDepth < 8) {
    return decodePasses(await inflateScanlines(compressed, header), header, describing);
  }
  await inflateScanlines(compressed, header);
  const decoded = decode(assemble(describing, compressed));
  return { data: unpack(decoded.data, header.width, header), ...describe(decoded, header) };
}

/**
 * Decodes the passes of an interlaced picture one by one, each as a picture of its own.
 *
 * fast-png 8.0.0 takes every sample of less than 8 bits for a byte where a picture is interlaced, and returns garbage or
 * throws "Unsupported filter": https://github.com/image-js/fast-png, src/helpers/decode_interlace_adam7.ts. Delete this
 * function once it reads such pictures.
 */
function decodePasses(scanlines: Uint8Array, header: PngHeader, describing: readonly PngChunk[]): PngSamples {
  const data = new Uint8Array(header.width * header.height);
  let description: Omit<PngSamples, "data"> = { palette: null, transparent: null };
  let offset = 0;
  for (const pass of pngPasses(header)) {
    const chunks = describing.map((chunk) => (chunk.type === "IHDR" ? passHeader(chunk, pass) : chunk));
    const stored = storeZlib(scanlines.subarray(offset, offset + pass.bytes));
    const decoded = decode(assemble(chunks, stored));
    description = describe(decoded, header);
    const samples = unpack(decoded.data, pass.width, header);
    for (const [index, sample] of samples.entries()) {
      const x = pass.x + (index % pass.width) * pass.stepX;
      const y = pass.y + Math.floor(index / pass.width) * pass.stepY;
      data[y * header.width + x] = sample;
    }
    offset += pass.bytes;
  }
  return { data, ...description };
}

/** The header of a pass: its own size, not interlaced. */
function passHeader({ type, content }: PngChunk, { width, height }: PngPass): PngChunk {
  const header = new Uint8Array(content);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  view.setUint8(12, 0);
  return { type, content: header };
}

function describe({ palette, transparency }: DecodedPng, { color }: PngHeader): Omit<PngSamples, "data"> {
  // A picture in colours may suggest a palette for poorer screens, and the samples are no indexes into it.
  return { palette: color === "palette" ? (palette ?? []) : null, transparent: transparency ?? null };
}

/** Samples of less than 8 bits stand side by side in a byte, the first in the highest bits; each row starts a byte. */
function unpack(
  packed: DecodedPng["data"],
  width: number,
  { bitDepth }: PngHeader,
): Uint8Array | Uint16Array {
  if (packed instanceof Uint16Array) return packed;
  const bytes = new Uint8Array(packed.buffer, packed.byteOffset, packed.length);
  if (bitDepth >= 8) return bytes;
  const perByte = 8 / bitDepth;
  const rowBytes = Math.ceil(width / perByte);
  const largest = 2 ** bitDepth - 1;
  const samples = new Uint8Array((bytes.length / rowBytes) * width);
  for (let index = 0, row = 0; index < samples.length; row += rowBytes) {
    for (let x = 0; x < width; x++) {
      const shift = 8 - bitDepth * (1 + (x % perByte));
      samples[index++] = ((bytes[row + Math.floor(x / perByte)] ?? 0) >> shift) & largest;
    }
  }
  return samples;
}

/** A PNG of these chunks and pixels. */
function assemble(describing: readonly PngChunk[], compressed: Uint8Array): Uint8Array {
  const chunks = [
    ...describing,
    { type: "IDAT", content: compressed },
    { type: "IEND", content: new Uint8Array(0) },
  ];
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  const length = chunks.reduce((sum, { content }) => sum + 12 + content.length, signature.length);
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  bytes.set(signature);
  let at = signature.length;
  for (const { type, content } of chunks) {
    view.setUint32(at, content.length);
    for (let letter = 0; letter < 4; letter++) view.setUint8(at + 4 + letter, type.charCodeAt(letter));
    bytes.set(content, at + 8);
    const end = at + 8 + content.length;
    view.setUint32(end, crc32(bytes.subarray(at + 4, end)));
    at = end + 4;
  }
  return bytes;
}
