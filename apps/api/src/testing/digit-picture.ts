import { deflateSync } from "node:zlib";
import { pngFile } from "../pictures/testing/png-file.ts";

/** A grey PNG of 2 x 2 pixels, what the example model takes as it is: white ink on black. */
export function smallPicture(pixels: readonly [number, number, number, number]): Uint8Array {
  return new Uint8Array(pngFile({ width: 2, height: 2, bitDepth: 8, colorType: 0, samples: pixels }));
}

/** A PNG of 2 x 2 pixels by its header, whose pixels unfold to 50 MB. */
export function pictureBomb(): Uint8Array {
  const compressed = deflateSync(new Uint8Array(50_000_000));
  return new Uint8Array(pngFile({ width: 2, height: 2, bitDepth: 8, colorType: 0, samples: [], compressed }));
}
