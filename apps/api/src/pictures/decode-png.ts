import { channelsOf, inflateScanlines, type PngPass, pngPasses } from "./inflate-scanlines.ts";
import type { PngChunk, PngChunks, PngHeader } from "./png-chunks.ts";
import { unfilter } from "./unfilter.ts";

/** A picture's samples as a PNG stores them, one element for each: grey, colours, or indexes into the palette. */
export interface PngSamples {
  readonly data: Uint8Array | Uint16Array;
  /** Of each entry of the palette: red, green, blue, alpha. `null` where the samples are no indexes. */
  readonly palette: readonly (readonly number[])[] | null;
  /** The one grey or colour that is transparent, in samples. */
  readonly transparent: readonly number[] | null;
}

/**
 * Inflates a PNG, undoes its filters and takes its bytes apart into samples.
 *
 * This is done here and not by a package: those at hand inflate without a limit, and the one that the command line takes,
 * fast-png, would make up a fifth of the Worker.
 *
 * @param png The PNG's parts.
 * @returns The samples.
 * @throws {Error} Where the pixels are damaged or not as many as the header says. The messages are the rest of a sentence
 * that starts with the file's name.
 */
export async function decodePng({ header, describing, compressed }: PngChunks): Promise<PngSamples> {
  const { width, height, bitDepth, color } = header;
  const scanlines = await inflateScanlines(compressed, header);
  const channels = channelsOf[color];
  const size = width * height * channels;
  const data = bitDepth > 8 ? new Uint16Array(size) : new Uint8Array(size);
  let offset = 0;
  for (const pass of pngPasses(header)) {
    const rows = scanlines.subarray(offset, offset + pass.bytes);
    unfilter(rows, pass.bytes / pass.height, Math.max(1, (channels * bitDepth) / 8));
    place(rows, pass, header, data);
    offset += pass.bytes;
  }
  return {
    data,
    palette: color === "palette" ? readPalette(describing) : null,
    transparent: color === "palette" ? null : readTransparent(describing, header),
  };
}

/** Puts the samples of a pass where they belong. */
function place(
  rows: Uint8Array,
  pass: PngPass,
  { width, bitDepth, color }: PngHeader,
  data: Uint8Array | Uint16Array,
): void {
  const channels = channelsOf[color];
  const rowBytes = pass.bytes / pass.height;
  const perByte = 8 / bitDepth;
  const largest = 2 ** bitDepth - 1;
  for (let row = 0; row < pass.height; row++) {
    const start = row * rowBytes + 1;
    const firstTarget = ((pass.y + row * pass.stepY) * width + pass.x) * channels;
    if (bitDepth === 8 && pass.stepX === 1) {
      data.set(rows.subarray(start, start + rowBytes - 1), firstTarget);
      continue;
    }
    let sample = 0;
    for (let column = 0; column < pass.width; column++) {
      const target = firstTarget + column * pass.stepX * channels;
      for (let channel = 0; channel < channels; channel++, sample++) {
        if (bitDepth === 16) {
          const at = start + 2 * sample;
          data[target + channel] = ((rows[at] ?? 0) << 8) | (rows[at + 1] ?? 0);
        } else {
          // Samples of less than 8 bits stand side by side in a byte, the first in the highest bits.
          const shift = 8 - bitDepth * (1 + (sample % perByte));
          data[target + channel] = ((rows[start + Math.floor(sample / perByte)] ?? 0) >> shift) & largest;
        }
      }
    }
  }
}

function readPalette(describing: readonly PngChunk[]): number[][] {
  const colors = contentOf(describing, "PLTE") ?? new Uint8Array(0);
  const alphas = contentOf(describing, "tRNS");
  if (colors.length % 3 !== 0) {
    throw new Error(`its palette must hold colours of 3 bytes each, received ${colors.length} bytes`);
  }
  return Array.from({ length: colors.length / 3 }, (_, index) => [
    ...colors.subarray(index * 3, index * 3 + 3),
    ...(alphas === undefined ? [] : [alphas[index] ?? 255]),
  ]);
}

/** The transparent grey or colour: 16 bits for each sample, of which the lowest count. */
function readTransparent(describing: readonly PngChunk[], { bitDepth, color }: PngHeader): number[] | null {
  const content = contentOf(describing, "tRNS");
  if (content === undefined || (color !== "grey" && color !== "rgb")) return null;
  const count = channelsOf[color];
  if (content.length !== 2 * count) {
    throw new Error(`its transparent colour must have ${2 * count} bytes, received ${content.length}`);
  }
  const largest = 2 ** bitDepth - 1;
  return Array.from(
    { length: count },
    (_, index) => (((content[2 * index] ?? 0) << 8) | (content[2 * index + 1] ?? 0)) & largest,
  );
}

function contentOf(chunks: readonly PngChunk[], type: string): Uint8Array | undefined {
  return chunks.find((chunk) => chunk.type === type)?.content;
}
