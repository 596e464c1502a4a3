import { deflateSync } from "node:zlib";
import { encode } from "jpeg-js";
import { pngFile } from "../pictures/testing/png-file.ts";

/** A grey PNG of 2 x 2 pixels, what the example model takes as it is: white ink on black. */
export function smallPicture(pixels: readonly [number, number, number, number]): Uint8Array {
  return new Uint8Array(pngFile({ width: 2, height: 2, bitDepth: 8, colorType: 0, samples: pixels }));
}

/** The same as a JPEG, which keeps the pixels nearly. */
export function smallJpeg(pixels: readonly [number, number, number, number]): Uint8Array {
  const data = Uint8Array.from(pixels.flatMap((level) => [level, level, level, 255]));
  return new Uint8Array(encode({ width: 2, height: 2, data }, 100).data);
}

/** A PNG of 2 x 2 pixels by its header, whose pixels unfold to 50 MB. */
export function pictureBomb(): Uint8Array {
  const compressed = deflateSync(new Uint8Array(50_000_000));
  return new Uint8Array(pngFile({ width: 2, height: 2, bitDepth: 8, colorType: 0, samples: [], compressed }));
}
