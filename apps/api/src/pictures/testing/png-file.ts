import { crc32, deflateSync } from "node:zlib";

/** A PNG to write: what no encoder at hand does, interlaced pictures of few bits among it. */
export interface PngFile {
  readonly width: number;
  readonly height: number;
  readonly bitDepth: number;
  /** 0 grey, 2 colours, 3 palette, 4 grey and alpha, 6 colours and alpha. */
  readonly colorType: number;
  /** `[height, width, channels]`, one element for each sample. */
  readonly samples: ArrayLike<number>;
  readonly isInterlaced?: boolean;
  /** Filter of each row, the last one repeated; 0 to 4. */
  readonly filters?: readonly number[];
  /** Chunks between the header and the pixels. */
  readonly before?: readonly Uint8Array[];
  /** Chunks between the pixels and the end. */
  readonly after?: readonly Uint8Array[];
  /** How many IDAT chunks the pixels are cut into. */
  readonly dataChunks?: number;
  /** Stands in place of the compressed pixels. */
  readonly compressed?: Uint8Array;
}

/** Samples of a pixel by colour type. */
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Column, row and steps of each pass of an interlaced picture. */
const adam7: readonly (readonly [number, number, number, number])[] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/** The bytes of a PNG. */
export function pngFile(file: PngFile): Buffer {
  const { before = [], after = [], dataChunks = 1 } = file;
  const compressed = file.compressed ?? deflateSync(scanlines(file));
  const step = Math.ceil(compressed.length / dataChunks);
  const data = Array.from({ length: dataChunks }, (_, i) => compressed.subarray(i * step, (i + 1) * step));
  return Buffer.concat([
    Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    headerChunk(file),
    ...before,
    ...data.map((part) => chunk("IDAT", part)),
    ...after,
    chunk("IEND", new Uint8Array(0)),
  ]);
}

/** The bytes of one chunk: length, name, content, CRC. */
export function chunk(type: string, content: Uint8Array | readonly number[]): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), Uint8Array.from(content)]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}

/** The chunk IHDR. */
export function headerChunk(
  file: Pick<PngFile, "width" | "height" | "bitDepth" | "colorType" | "isInterlaced">,
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(file.width, 0);
  header.writeUInt32BE(file.height, 4);
  header.set([file.bitDepth, file.colorType, 0, 0, file.isInterlaced ? 1 : 0], 8);
  return chunk("IHDR", header);
}

function scanlines(file: PngFile): Buffer {
  const { width, height, bitDepth, colorType, samples, filters = [0] } = file;
  const channels = channelsOf[colorType] ?? 0;
  const pixelBytes = Math.max(1, (channels * bitDepth) / 8);
  const rows: Buffer[] = [];
  for (const [x, y, stepX, stepY] of file.isInterlaced ? adam7 : [[0, 0, 1, 1] as const]) {
    if (x >= width) continue;
    let previous: Uint8Array | null = null;
    for (let row = y, count = 0; row < height; row += stepY, count++) {
      const values: number[] = [];
      for (let column = x; column < width; column += stepX) {
        for (let channel = 0; channel < channels; channel++) {
          values.push(samples[(row * width + column) * channels + channel] ?? 0);
        }
      }
      const packed = pack(values, bitDepth);
      const filter = filters[Math.min(count, filters.length - 1)] ?? 0;
      rows.push(Buffer.concat([Buffer.of(filter), filtered(packed, previous, filter, pixelBytes)]));
      previous = packed;
    }
  }
  return Buffer.concat(rows);
}

function pack(values: readonly number[], bitDepth: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((values.length * bitDepth) / 8));
  for (const [index, value] of values.entries()) {
    if (bitDepth === 16) bytes.set([value >> 8, value & 255], index * 2);
    else {
      const bit = index * bitDepth;
      const byte = Math.floor(bit / 8);
      bytes[byte] = (bytes[byte] ?? 0) | (value << (8 - bitDepth - (bit % 8)));
    }
  }
  return bytes;
}

function filtered(
  row: Uint8Array,
  previous: Uint8Array | null,
  filter: number,
  pixelBytes: number,
): Uint8Array {
  return row.map((byte, index) => {
    const left = row[index - pixelBytes] ?? 0;
    const up = previous?.[index] ?? 0;
    const upLeft = index < pixelBytes ? 0 : (previous?.[index - pixelBytes] ?? 0);
    const predictors = [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)];
    return byte - (predictors[filter] ?? 0);
  });
}

function paeth(left: number, up: number, upLeft: number): number {
  const guess = left + up - upLeft;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - upLeft)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : upLeft;
}
