import type { GreyLevels } from "./grey-levels.ts";

/** A grey picture without transparency, and what is known about its ground. */
export interface PaperPicture {
  readonly width: number;
  readonly height: number;
  /** `[height * width]`: from 0, black, to 1, white. */
  readonly levels: Float32Array;
  /** The paper's own level. */
  readonly paper: number;
  /** How far the paper strays from it: six standard deviations, 0 for an even ground. */
  readonly noise: number;
  /** From the darkest pixel to the brightest. */
  readonly contrast: number;
  /** Whether the ink is darker than the paper. */
  readonly isBright: boolean;
}

/**
 * Finds the paper of a picture in its border and lays the picture on it: transparent is paper.
 *
 * The paper's level is the median of the border's opaque pixels. A picture whose border is transparent has no paper of its
 * own: it is laid on white where its ink is dark on the whole, on black where it is bright. The paper counts as bright where
 * it is farther from the darkest pixel than from the brightest.
 *
 * @param grey The grey picture; its levels are mixed with the paper in place.
 * @param invert Whether the ink is darker than the paper; `auto` to find out.
 * @returns The picture on its paper.
 */
export function layOnPaper(grey: GreyLevels, invert: boolean | "auto"): PaperPicture {
  const { width, height, levels, alpha } = grey;
  const border = borderPixels(width, height);
  const paper = borderLevel(grey, border) ?? (contrastingPaper(grey, invert) ? 1 : 0);
  let darkest = 1;
  let brightest = 0;
  for (let pixel = 0; pixel < levels.length; pixel++) {
    const opacity = alpha?.[pixel] ?? 1;
    const level = opacity * (levels[pixel] ?? 0) + (1 - opacity) * paper;
    levels[pixel] = level;
    darkest = Math.min(darkest, level);
    brightest = Math.max(brightest, level);
  }
  // Six deviations: in millions of pixels none strays farther by chance. 1.4826 x the median absolute deviation is the
  // standard deviation of normal noise, and ink that touches the border leaves the median alone.
  const strays = Float32Array.from(border, (pixel) => Math.abs((levels[pixel] ?? 0) - paper));
  const noise = 6 * 1.4826 * median(strays);
  const isBright = invert === "auto" ? paper - darkest > brightest - paper : invert;
  return { width, height, levels, paper, noise, contrast: Math.max(0, brightest - darkest), isBright };
}

/** The median level of the border, or `null` where less than half of it is opaque. */
function borderLevel({ levels, alpha }: GreyLevels, border: Uint32Array): number | null {
  const opaque = border.filter((pixel) => (alpha?.[pixel] ?? 1) >= 0.5);
  if (opaque.length * 2 < border.length) return null;
  return median(Float32Array.from(opaque, (pixel) => levels[pixel] ?? 0));
}

/** Whether ink without paper wants a white one. */
function contrastingPaper({ levels, alpha }: GreyLevels, invert: boolean | "auto"): boolean {
  if (invert !== "auto") return invert;
  let ink = 0;
  let opacity = 0;
  for (let pixel = 0; pixel < levels.length; pixel++) {
    const weight = alpha?.[pixel] ?? 1;
    opacity += weight;
    ink += weight * (levels[pixel] ?? 0);
  }
  return ink <= opacity / 2;
}

/** The pixels of a frame as thick as one pixel of a picture of 28 x 28 that shows the same. */
function borderPixels(width: number, height: number): Uint32Array {
  const thickness = Math.max(1, Math.round(Math.min(width, height) / 28));
  const inner = Math.max(0, width - 2 * thickness) * Math.max(0, height - 2 * thickness);
  const pixels = new Uint32Array(width * height - inner);
  let count = 0;
  for (let y = 0; y < height; y++) {
    const isFull = y < thickness || y >= height - thickness;
    for (let x = 0; x < width; x++) {
      if (!isFull && x === thickness) x = Math.max(x, width - thickness);
      pixels[count++] = y * width + x;
    }
  }
  return pixels;
}

function median(values: ArrayLike<number>): number {
  const sorted = Float32Array.from(values).sort();
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
