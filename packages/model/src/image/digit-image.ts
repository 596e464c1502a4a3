import { describeValue } from "../describe-issue.ts";
import { areaAverage } from "./area-average.ts";
import { centerInk } from "./center-ink.ts";
import { greyLevels } from "./grey-levels.ts";
import { layOnPaper, type PaperPicture } from "./lay-on-paper.ts";
import { checkPicture, type Picture } from "./picture.ts";

/** The least difference between paper and ink, of the range from black to white. Fainter pictures count as empty. */
const leastContrast = 1 / 16;

/** The share of the strongest ink above which a pixel counts as ink for the crop: what is below may be a blur around it. */
const cropShare = 1 / 20;

/** The most pixels along one side of the result. */
const maxSide = 4096;

/** How to make a digit image. */
export interface DigitImageOptions {
  /** Pixels in a row of the result: the model's input. Default 28. */
  readonly width?: number;
  /** Rows of the result. Default 28. */
  readonly height?: number;
  /** Whether the picture is dark ink on bright paper and must be inverted. Default `auto`: its border tells. */
  readonly invert?: boolean | "auto";
  /**
   * Whether the ink is cropped, scaled and centred as in MNIST. Default `auto`: unless the picture has the wanted size
   * already. With `never` the whole picture is scaled to fit, with paper on both sides where the proportions differ.
   */
  readonly center?: "auto" | "always" | "never";
}

/**
 * Turns a picture of one handwritten digit into what MNIST would have made of it: white ink on black, 28 x 28, the digit
 * scaled into the inner 20 x 20 with its proportions kept and moved so that its centre of mass lies in the middle.
 *
 * Colours become grey (Rec. 601), transparent pixels become paper, and bright paper is turned black, as the border shows
 * it. A picture that has the wanted size already is left as it is, apart from that. The paper must be evenly lit and hold
 * nothing but the digit: a speck of dirt is ink too.
 *
 * Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits".
 *
 * @param picture The picture, of 1 to 4 channels and 1 to 16 bits; `{ ...imageData, channels: 4, bitDepth: 8 }` for one
 * from a canvas.
 * @param options Size, inversion, centring.
 * @returns `[height * width]` row-major, 0 for paper to 255 for ink: one input of a predictor whose input shape this is.
 * @throws {RangeError} Where the picture shows no ink, or a size, the channels, the bit depth or a sample is wrong.
 * @throws {TypeError} Where the data is no array of bytes or 16-bit numbers, or an option is unknown.
 *
 * @example
 * ```ts
 * import { digitImage } from "@proj/model";
 *
 * // A black stroke on white paper, 8 x 8.
 * const data = new Uint8Array(64).fill(255);
 * for (let y = 1; y < 7; y++) data[y * 8 + 3] = 0;
 * const image = digitImage({ width: 8, height: 8, channels: 1, bitDepth: 8, data });
 * console.log(image.length, Math.max(...image)); // 784 255
 * ```
 */
export function digitImage(picture: Picture, options: DigitImageOptions = {}): Uint8Array {
  const { width = 28, height = 28, invert = "auto", center = "auto" } = options;
  checkOptions(width, height, invert, center);
  checkPicture(picture);
  const onPaper = layOnPaper(greyLevels(picture), invert);
  const hasSize = picture.width === width && picture.height === height;
  const levels =
    center === "always" || (center === "auto" && !hasSize)
      ? centered(onPaper, width, height, invert)
      : scaledWhole(onPaper, width, height);
  return Uint8Array.from(levels, (level) => Math.round(level * 255));
}

/** The ink alone, as MNIST has it. */
function centered(
  { levels, paper, noise, isBright, ...size }: PaperPicture,
  width: number,
  height: number,
  invert: boolean | "auto",
): Float32Array {
  let strongest = 0;
  const ink = levels.map((level) => {
    const amount = isBright ? paper - level : level - paper;
    const kept = amount > noise ? amount : 0;
    if (kept > strongest) strongest = kept;
    return kept;
  });
  const needed = Math.max(leastContrast, noise);
  if (strongest < needed) {
    const side = invert === "auto" ? "differ from" : `be ${isBright ? "darker" : "brighter"} than`;
    throw noInk(`its ink must ${side} the paper by ${percent(needed)} or more`, strongest);
  }
  return centerInk({ ...size, levels: ink }, strongest * cropShare, width, height);
}

/** The whole picture, scaled to fit where it has another size. */
function scaledWhole(picture: PaperPicture, width: number, height: number): Float32Array {
  const { levels, paper, contrast, isBright } = picture;
  if (contrast < leastContrast) {
    throw noInk(`its pixels must differ by ${percent(leastContrast)} or more`, contrast);
  }
  const white = isBright ? levels.map((level) => 1 - level) : levels;
  if (picture.width === width && picture.height === height) return white;

  const scale = Math.min(width / picture.width, height / picture.height);
  const boxWidth = Math.max(1, Math.round(picture.width * scale));
  const boxHeight = Math.max(1, Math.round(picture.height * scale));
  const whole = { left: 0, top: 0, width: picture.width, height: picture.height };
  const box = areaAverage(white, picture.width, whole, boxWidth, boxHeight);
  const field = new Float32Array(width * height).fill(isBright ? 1 - paper : paper);
  const left = Math.floor((width - boxWidth) / 2);
  const top = Math.floor((height - boxHeight) / 2);
  for (let y = 0; y < boxHeight; y++) {
    field.set(box.subarray(y * boxWidth, (y + 1) * boxWidth), (top + y) * width + left);
  }
  return field;
}

function checkOptions(width: number, height: number, invert: unknown, center: unknown): void {
  for (const [name, value] of [
    ["width", width],
    ["height", height],
  ] as const) {
    if (Number.isInteger(value) && value >= 1 && value <= maxSide) continue;
    throw new RangeError(
      `Cannot make a digit image: ${name} must be a whole number from 1 to ${maxSide}, received ${describeValue(value)}`,
    );
  }
  if (typeof invert !== "boolean" && invert !== "auto") {
    throw new TypeError(
      `Cannot make a digit image: invert must be true, false or "auto", received ${describeValue(invert)}`,
    );
  }
  if (center !== "auto" && center !== "always" && center !== "never") {
    throw new TypeError(
      `Cannot make a digit image: center must be "auto", "always" or "never", received ${describeValue(center)}`,
    );
  }
}

function noInk(requirement: string, received: number): RangeError {
  return new RangeError(
    `Cannot find a digit in the picture: ${requirement} of the range from black to white, received ${percent(received)}`,
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
