import type { Picture } from "@proj/model";
import { HTTPException } from "hono/http-exception";
import { refuse } from "../http/refuse.ts";
import type { Gate } from "../prediction/gate.ts";
import { decodePng, type PngSamples } from "./decode-png.ts";
import type { OpenPicture } from "./open-picture.ts";
import { pictureFormat } from "./picture-format.ts";
import { type PngHeader, pngChunks } from "./png-chunks.ts";

/**
 * Reads a picture: a PNG of any kind (grey, colours or a palette, with or without transparency, 1 to 16 bits, interlaced
 * or not), or a JPEG, baseline or progressive, which is turned the way that it was taken. Colour profiles and gamma are not
 * applied; of an animation the first frame is read.
 *
 * The size is checked before anything is decoded, and no more is inflated than that size needs.
 *
 * @param bytes The whole file.
 * @param name What a person calls it, for error messages.
 * @param maxPixels The most pixels that it may have.
 * @param gate Lets in as many pixels as may be read at the same time; any number if left out.
 * @returns The picture. A palette becomes colours of 8 bits; a transparent colour becomes an alpha channel.
 * @throws {HTTPException} 400 for anything but a PNG or a JPEG and for one that is damaged or cut off, 413 for too many
 * pixels, 429 where too many pictures are being read.
 */
export async function readPicture(
  bytes: Uint8Array,
  name: string,
  maxPixels: number,
  gate?: Gate,
): Promise<Picture> {
  const format = pictureFormat(bytes);
  if (format !== "PNG" && format !== "JPEG") {
    const received = bytes.length === 0 ? "nothing" : (format ?? "another format");
    throw refuse(400, `Cannot read ${name}: it must be a PNG or a JPEG picture, received ${received}`);
  }
  let leave: (() => void) | null = null;
  try {
    const picture = format === "PNG" ? openPng(bytes) : (await import("./open-jpeg.ts")).openJpeg(bytes);
    const { width, height, pixels } = picture;
    if (pixels > maxPixels) {
      throw refuse(
        413,
        `Cannot read ${name}: it must have at most ${maxPixels} pixels, received ${width} x ${height}`,
      );
    }
    leave = gate === undefined ? null : gate.enter(pixels);
    if (gate !== undefined && leave === null) {
      throw refuse(429, `Cannot read ${name}: too many pictures are being read; ask again in a second`, {
        "Retry-After": "1",
      });
    }
    return await picture.decode();
  } catch (cause) {
    if (cause instanceof HTTPException) throw cause;
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw refuse(400, `Cannot read ${name}: ${problem}`);
  } finally {
    leave?.();
  }
}

function openPng(bytes: Uint8Array): OpenPicture {
  const chunks = pngChunks(bytes);
  const { width, height } = chunks.header;
  const decode = async () => toPicture(await decodePng(chunks), chunks.header);
  return { width, height, pixels: width * height, decode };
}

function toPicture({ data, palette, transparent }: PngSamples, header: PngHeader): Picture {
  const { width, height, bitDepth, color } = header;
  switch (color) {
    case "palette":
      return { width, height, bitDepth: 8, ...lookUp(data, palette ?? []) };
    case "grey":
      return transparent === null
        ? { width, height, bitDepth, channels: 1, data }
        : { width, height, bitDepth, channels: 2, data: withAlpha(data, 1, transparent, bitDepth) };
    case "rgb":
      return transparent === null
        ? { width, height, bitDepth, channels: 3, data }
        : { width, height, bitDepth, channels: 4, data: withAlpha(data, 3, transparent, bitDepth) };
    case "grey and alpha":
      return { width, height, bitDepth, channels: 2, data };
    case "rgb and alpha":
      return { width, height, bitDepth, channels: 4, data };
  }
}

/** The colours that the indexes stand for. */
function lookUp(
  indexes: ArrayLike<number>,
  palette: readonly (readonly number[])[],
): { readonly channels: 3 | 4; readonly data: Uint8Array } {
  const channels = palette.some((entry) => entry.length === 4) ? 4 : 3;
  const entries = Uint8Array.from(
    palette.flatMap(([r = 0, g = 0, b = 0, a = 255]) => [r, g, b, a].slice(0, channels)),
  );
  const data = new Uint8Array(indexes.length * channels);
  for (let pixel = 0; pixel < indexes.length; pixel++) {
    const index = indexes[pixel] ?? 0;
    if (index >= palette.length) {
      throw new RangeError(
        `its pixels must name one of the palette's ${palette.length} colours, received ${index}`,
      );
    }
    for (let channel = 0; channel < channels; channel++) {
      data[pixel * channels + channel] = entries[index * channels + channel] ?? 0;
    }
  }
  return { channels, data };
}

/** Adds an alpha channel: transparent where the samples are the transparent ones, opaque elsewhere. */
function withAlpha(
  samples: Uint8Array | Uint16Array,
  channels: number,
  transparent: ArrayLike<number>,
  bitDepth: number,
): Uint8Array | Uint16Array {
  const pixels = samples.length / channels;
  const opaque = 2 ** bitDepth - 1;
  const data =
    bitDepth > 8 ? new Uint16Array(pixels * (channels + 1)) : new Uint8Array(pixels * (channels + 1));
  for (let pixel = 0, to = 0; pixel < pixels; pixel++) {
    let isTransparent = true;
    for (let channel = 0; channel < channels; channel++) {
      const sample = samples[pixel * channels + channel] ?? 0;
      if (sample !== transparent[channel]) isTransparent = false;
      data[to++] = sample;
    }
    data[to++] = isTransparent ? 0 : opaque;
  }
  return data;
}
