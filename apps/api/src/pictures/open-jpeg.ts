import type { Picture } from "@proj/model";
import decode from "jpeg-js/lib/decoder.js";
import { type JpegFile, jpegFile } from "./jpeg-file.ts";
import type { OpenPicture } from "./open-picture.ts";
import { turnPicture } from "./turn-picture.ts";

/**
 * Opens a JPEG. To be imported only where one arrives: in a Worker it is a chunk of its own.
 *
 * @param bytes The file, which starts with the signature of a JPEG.
 * @returns The picture, in colours of 8 bits, turned the way that it was taken.
 * @throws {Error} For a file that is cut off, damaged, or of a kind that is not read.
 */
export function openJpeg(bytes: Uint8Array): OpenPicture {
  const file = jpegFile(bytes);
  const { width, height, pixels } = file;
  return { width, height, pixels, decode: () => decodeJpeg(file) };
}

/** The size has been checked by then: the decoder's own limits count another way, and are not wanted. */
function decodeJpeg({ bytes, isRgb, orientation }: JpegFile): Picture {
  const unlimited = Number.MAX_SAFE_INTEGER;
  try {
    const { width, height, data } = decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      colorTransform: isRgb ? false : undefined,
      maxResolutionInMP: unlimited,
      maxMemoryUsageInMB: unlimited,
    });
    return turnPicture({ width, height, channels: 3, bitDepth: 8, data }, orientation);
  } catch (cause) {
    throw new Error("its pixels are damaged", { cause });
  }
}
