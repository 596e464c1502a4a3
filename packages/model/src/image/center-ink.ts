import { areaAverage, type Region } from "./area-average.ts";

/** How much of the field the ink fills: a box of 20 x 20 pixels in a field of 28 x 28. */
const boxShare = 20 / 28;

/** Ink on nothing. */
export interface Ink {
  readonly width: number;
  readonly height: number;
  /** `[height * width]`: from 0, no ink, to 1. */
  readonly levels: Float32Array;
}

/**
 * Brings ink to the place and the size that it has in MNIST.
 *
 * It is cropped to what is stronger than `threshold`, scaled so that it just fits into a box of 20/28 of the field with its
 * proportions kept, moved by whole pixels until its centre of mass lies in the pixel at (width / 2, height / 2), and
 * brightened until its strongest pixel is 1. It is never moved out of the field.
 *
 * The direction of the rounding is MNIST's own: all 60,000 training images have their centre of mass within half a pixel
 * of column 14 and row 14, counted from 0, and their strongest pixel is 254 or 255.
 *
 * Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits": "size normalized to fit in a
 * 20x20 pixel box while preserving their aspect ratio", "centered in a 28x28 image by computing the center of mass of the
 * pixels, and translating the image so as to position this point at the center of the 28x28 field".
 *
 * @param ink The ink; some of it is stronger than the threshold.
 * @param threshold From what on ink counts for the crop; fainter ink inside the crop is kept.
 * @param width Pixels in a row of the field.
 * @param height Rows of the field.
 * @returns `[height * width]` row-major, from 0 to 1.
 */
export function centerInk(ink: Ink, threshold: number, width: number, height: number): Float32Array {
  const region = inkRegion(ink, threshold);
  const scale = Math.min((width * boxShare) / region.width, (height * boxShare) / region.height);
  const boxWidth = Math.max(1, Math.round(region.width * scale));
  const boxHeight = Math.max(1, Math.round(region.height * scale));
  const box = areaAverage(ink.levels, ink.width, region, boxWidth, boxHeight);

  let mass = 0;
  let massX = 0;
  let massY = 0;
  let strongest = 0;
  for (const [index, level] of box.entries()) {
    mass += level;
    massX += level * (index % boxWidth);
    massY += level * Math.floor(index / boxWidth);
    strongest = Math.max(strongest, level);
  }
  const left = clamp(Math.round(Math.floor(width / 2) - massX / mass), 0, width - boxWidth);
  const top = clamp(Math.round(Math.floor(height / 2) - massY / mass), 0, height - boxHeight);

  const field = new Float32Array(width * height);
  for (const [index, level] of box.entries()) {
    const x = left + (index % boxWidth);
    const y = top + Math.floor(index / boxWidth);
    field[y * width + x] = level / strongest;
  }
  return field;
}

function inkRegion({ levels, width }: Ink, threshold: number): Region {
  let left = width;
  let right = -1;
  let top = -1;
  let bottom = -1;
  for (let pixel = 0, x = 0, y = 0; pixel < levels.length; pixel++) {
    if ((levels[pixel] ?? 0) > threshold) {
      if (x < left) left = x;
      if (x > right) right = x;
      if (top === -1) top = y;
      bottom = y;
    }
    x++;
    if (x === width) {
      x = 0;
      y++;
    }
  }
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
