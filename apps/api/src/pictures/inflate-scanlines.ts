import type { PngHeader } from "./png-chunks.ts";

/** Samples of a pixel as they are stored: an index into a palette is one. */
export const channelsOf: Readonly<Record<PngHeader["color"], number>> = {
  grey: 1,
  rgb: 3,
  palette: 1,
  "grey and alpha": 2,
  "rgb and alpha": 4,
};

/** The seven passes of an interlaced picture, Adam7: the first pixel of each and the steps to the next. */
const adam7: readonly (readonly [x: number, y: number, stepX: number, stepY: number])[] = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/** A part of the pixels that is stored as a picture of its own: all of them, or one pass of an interlaced picture. */
export interface PngPass {
  readonly width: number;
  readonly height: number;
  /** Column and row of its first pixel. */
  readonly x: number;
  readonly y: number;
  /** Columns and rows from a pixel to the next. */
  readonly stepX: number;
  readonly stepY: number;
  /** Bytes of its scanlines, a filter byte in front of each. */
  readonly bytes: number;
}

/**
 * The passes in which a picture's pixels are stored.
 *
 * Source: W3C, "Portable Network Graphics (PNG) Specification", sections 7.2 and 8.
 *
 * @param header The picture's header.
 * @returns One pass, or up to seven where it is interlaced; passes without pixels are left out.
 */
export function pngPasses({ width, height, bitDepth, color, isInterlaced }: PngHeader): PngPass[] {
  const steps = isInterlaced ? adam7 : [[0, 0, 1, 1] as const];
  return steps
    .map(([x, y, stepX, stepY]) => {
      const columns = Math.ceil((width - x) / stepX);
      const rows = Math.ceil((height - y) / stepY);
      const bytes = rows * (1 + Math.ceil((columns * bitDepth * channelsOf[color]) / 8));
      return { x, y, stepX, stepY, width: columns, height: rows, bytes };
    })
    .filter((pass) => pass.width > 0 && pass.height > 0);
}

/**
 * Inflates a picture's scanlines, and stops as soon as there are more bytes than the header allows: a few kilobytes can
 * stand for gigabytes.
 *
 * @param compressed The zlib stream.
 * @param header What the picture must be.
 * @returns The scanlines, still filtered.
 * @throws {Error} Where the stream is damaged, cut off, or has fewer or more bytes than the header allows. The messages
 * are the rest of a sentence that starts with the file's name.
 */
export async function inflateScanlines(compressed: Uint8Array, header: PngHeader): Promise<Uint8Array> {
  const expected = pngPasses(header).reduce((sum, { bytes }) => sum + bytes, 0);
  const scanlines = new Uint8Array(expected);
  let received = 0;
  try {
    // Leaving the loop cancels the stream, and nothing more is inflated.
    for await (const chunk of inflate(compressed)) {
      if (received + chunk.length > expected) throw tooMany(expected);
      scanlines.set(chunk, received);
      received += chunk.length;
    }
  } catch (cause) {
    const problem = cause instanceof RangeError ? cause.message : "its pixels are damaged";
    throw new Error(problem, { cause });
  }
  if (received < expected) {
    throw new Error(`its pixels must inflate to ${expected} bytes, received ${received}`);
  }
  return scanlines;
}

function inflate(compressed: Uint8Array): ReadableStream<Uint8Array> {
  const whole = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      controller.enqueue(new Uint8Array(compressed));
      controller.close();
    },
  });
  return whole.pipeThrough(new DecompressionStream("deflate"));
}

function tooMany(expected: number): RangeError {
  return new RangeError(`its pixels must inflate to ${expected} bytes, received more`);
}
