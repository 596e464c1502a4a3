import { exifOrientation, type Orientation } from "./exif-orientation.ts";

/** A JPEG that has been looked through from end to end. */
export interface JpegFile {
  readonly width: number;
  readonly height: number;
  /** Pixels that a decoder needs memory for: those of whole blocks, which stand over the edge. */
  readonly pixels: number;
  /** How the picture is to be turned before it is shown. */
  readonly orientation: Orientation;
  /** Whether its three components are red, green and blue, which few files have. */
  readonly isRgb: boolean;
  /** The file with nothing in it but what makes up the pixels. */
  readonly bytes: Uint8Array;
}

/**
 * Scans that a picture may have. Progressive files have about ten; each is a pass over all pixels, however few bytes it has,
 * and thousands of them would be a bomb.
 */
const mostScans = 32;

/** Tables that a file may define, for the same reason. */
const mostTables = 256;

/** What is known of the frame when the scans come. */
interface Frame {
  readonly width: number;
  readonly height: number;
  readonly pixels: number;
  /** What the components are called: `[1, 2, 3]` as a rule. */
  readonly components: readonly number[];
}

/**
 * Looks through a JPEG before anything is decoded: its size, its segments, whether it is whole. What the decoder gets is put
 * together anew of segments that have been checked, so that it meets no surprise: no second frame, no table that runs
 * over its segment, no thousands of scans.
 *
 * Source: ITU-T Recommendation T.81, annex B.
 *
 * @param bytes The file, which starts with the signature of a JPEG.
 * @returns What it says, and its parts that count.
 * @throws {Error} For a file that is cut off or damaged, or of a kind that is not read: arithmetic coding, lossless, more than
 * 8 bits. The messages are the rest of a sentence that starts with the file's name.
 */
export function jpegFile(bytes: Uint8Array): JpegFile {
  const parts: Uint8Array[] = [bytes.subarray(0, 2)];
  let frame: Frame | null = null;
  let scans = 0;
  let tables = 0;
  let isRgb: boolean | null = null;
  let orientation: Orientation = 1;
  let at = 2;
  for (;;) {
    // What stands between segments has no meaning, and some cameras leave some.
    while (at < bytes.length && !(bytes[at] === 0xff && isMarker(bytes[at + 1]))) at++;
    const start = at;
    const marker = bytes[at + 1];
    if (marker === undefined) throw cutOff(bytes);
    if (marker === 0xd9) break;
    const end = start + 2 + uint16(bytes, start + 2);
    if (end > bytes.length || end < start + 4) throw cutOff(bytes);
    const segment = bytes.subarray(start, end);
    const content = segment.subarray(4);
    at = end;
    if (marker === 0xda) {
      checkScan(content, frame, ++scans);
      while (at < bytes.length && !isEndOfScan(bytes[at], bytes[at + 1])) at++;
      parts.push(bytes.subarray(start, at));
    } else if (marker === 0xc4 || marker === 0xdb) {
      tables += marker === 0xc4 ? countCodes(content) : countFactors(content);
      if (tables > mostTables) throw new Error(`it must define at most ${mostTables} tables, received more`);
      parts.push(segment);
    } else if (marker === 0xdd) {
      if (content.length !== 2) throw damaged("its restart interval");
      parts.push(segment);
    } else if (marker >= 0xc0 && marker <= 0xcf) {
      if (frame !== null) throw new Error("it must have one frame, received another one");
      frame = readFrame(marker, content);
      parts.push(segment);
    } else if (marker === 0xe1) {
      orientation = exifOrientation(content) ?? orientation;
    } else if (marker === 0xee && startsWith(content, "Adobe") && content.length >= 12) {
      isRgb = content[11] === 0;
      parts.push(segment);
    } else if (marker === 0xe0 && startsWith(content, "JFIF")) {
      isRgb ??= false;
    }
  }
  if (frame === null || scans === 0) throw new Error("it must have pixels, received none");
  parts.push(Uint8Array.of(0xff, 0xd9));
  const { width, height, pixels, components } = frame;
  const isNamedRgb = String.fromCharCode(...components) === "RGB";
  return {
    width,
    height,
    pixels,
    orientation,
    isRgb: components.length === 3 && (isRgb ?? isNamedRgb),
    bytes: joined(parts),
  };
}

function readFrame(marker: number, content: Uint8Array): Frame {
  const [precision, , , , , count = 0] = content;
  if (marker > 0xc2) throw new Error("it must be coded as baseline or progressive, received another coding");
  if (precision !== 8) throw new Error(`its samples must have 8 bits, received ${precision}`);
  const [height, width] = [uint16(content, 1), uint16(content, 3)];
  if (width === 0 || height === 0) throw new Error(`it must have pixels, received ${width} x ${height}`);
  if (![1, 3, 4].includes(count) || content.length !== 6 + 3 * count) throw damaged("its frame");
  const components: number[] = [];
  let [across, down] = [1, 1];
  for (let at = 6; at < content.length; at += 3) {
    const [name = 0, sampling = 0, table = 0] = content.subarray(at, at + 3);
    const [h, v] = [sampling >> 4, sampling & 15];
    if (h < 1 || h > 4 || v < 1 || v > 4 || table > 3 || components.includes(name))
      throw damaged("its frame");
    components.push(name);
    [across, down] = [Math.max(across, h), Math.max(down, v)];
  }
  const whole = (length: number, block: number): number => Math.ceil(length / block) * block;
  return { width, height, pixels: whole(width, 8 * across) * whole(height, 8 * down), components };
}

function checkScan(content: Uint8Array, frame: Frame | null, number: number): void {
  const count = content[0] ?? 0;
  const isWhole = count >= 1 && count <= 4 && content.length === 4 + 2 * count;
  if (frame === null || !isWhole) throw damaged("a scan");
  for (let index = 0; index < count; index++) {
    if (!frame.components.includes(content[1 + 2 * index] ?? -1)) throw damaged("a scan");
  }
  const last = content[2 + 2 * count] ?? 0;
  if (last > 63) throw damaged("a scan");
  if (number > mostScans) throw new Error(`it must have at most ${mostScans} scans, received more`);
}

/** The number of Huffman tables in a segment, which end where it ends. */
function countCodes(content: Uint8Array): number {
  let tables = 0;
  for (let at = 0; at < content.length; tables++) {
    const codes = content.subarray(at + 1, at + 17).reduce((sum, length) => sum + length, 0);
    at += 17 + codes;
    if (codes > 256 || at > content.length) throw damaged("a Huffman table");
  }
  return tables;
}

/** The number of quantization tables in a segment, which end where it ends. */
function countFactors(content: Uint8Array): number {
  let tables = 0;
  for (let at = 0; at < content.length; tables++) {
    at += (content[at] ?? 0) < 16 ? 65 : 129;
    if (at > content.length) throw damaged("a quantization table");
  }
  return tables;
}

/** Whether a byte behind 0xFF makes a marker of both: 0 stands for 0xFF itself, and 0xFF fills. */
function isMarker(byte: number | undefined): boolean {
  return byte !== undefined && byte !== 0 && byte !== 0xff;
}

/** Whether two bytes end a scan: a marker that is no restart, which belongs to it. */
function isEndOfScan(first: number | undefined, second: number | undefined): boolean {
  return first === 0xff && isMarker(second) && !(second !== undefined && second >= 0xd0 && second <= 0xd7);
}

function startsWith(content: Uint8Array, letters: string): boolean {
  return [...letters].every((letter, index) => content[index] === letter.charCodeAt(0));
}

function uint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function cutOff(bytes: Uint8Array): Error {
  return new Error(
    `it is cut off: it must end with the marker EOI, received the end after ${bytes.length} bytes`,
  );
}

function damaged(what: string): Error {
  return new Error(`${what} is damaged`);
}
