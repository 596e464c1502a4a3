import type { Picture } from "./picture.ts";

/** A picture without colours. */
export interface GreyLevels {
  readonly width: number;
  readonly height: number;
  /** `[height * width]`: from 0, black, to 1, white; not yet mixed with what lies behind. */
  readonly levels: Float32Array;
  /** `[height * width]`: from 0, transparent, to 1, opaque; `null` where all of it is opaque. */
  readonly alpha: Float32Array | null;
}

/**
 * Takes the colours out of a picture: Rec. 601 luma, `0.299 R + 0.587 G + 0.114 B`, of the samples as they are stored.
 *
 * Rec. 601 rather than 709: it is what image tools mean by converting to grey, and its weights are closer to each other,
 * so that blue ink on a dark ground keeps half as much contrast again.
 *
 * Source: Recommendation ITU-R BT.601-7, section 2.5.1.
 *
 * @param picture The picture, checked.
 * @returns Its grey levels and its alpha.
 * @throws {RangeError} For a sample that has more bits than the picture's bit depth.
 */
export function greyLevels(picture: Picture): GreyLevels {
  const { width, height, channels, data, bitDepth } = picture;
  const largest = 2 ** bitDepth - 1;
  // Bytes cannot hold more than 8 bits: most pictures need no search.
  const tooLarge = bitDepth < 8 * data.BYTES_PER_ELEMENT ? data.findIndex((sample) => sample > largest) : -1;
  if (tooLarge !== -1) {
    throw new RangeError(
      `Cannot use the picture: a sample of ${bitDepth} bits must be at most ${largest}, ` +
        `received ${data[tooLarge]} as sample ${tooLarge}`,
    );
  }
  const levels = new Float32Array(width * height);
  const isColor = channels > 2;
  for (let pixel = 0, sample = 0; pixel < levels.length; pixel++, sample += channels) {
    const first = data[sample] ?? 0;
    const luma = isColor
      ? 0.299 * first + 0.587 * (data[sample + 1] ?? 0) + 0.114 * (data[sample + 2] ?? 0)
      : first;
    levels[pixel] = luma / largest;
  }
  const alpha = channels === 2 || channels === 4 ? alphaOf(picture, largest) : null;
  return { width, height, levels, alpha };
}

function alphaOf({ data, channels }: Picture, largest: number): Float32Array | null {
  const alpha = new Float32Array(data.length / channels);
  let isOpaque = true;
  for (let pixel = 0; pixel < alpha.length; pixel++) {
    const sample = data[pixel * channels + channels - 1] ?? 0;
    if (sample !== largest) isOpaque = false;
    alpha[pixel] = sample / largest;
  }
  return isOpaque ? null : alpha;
}
