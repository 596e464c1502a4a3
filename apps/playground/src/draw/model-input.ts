import { digitImage } from "@proj/model";
import { inkPicture } from "./ink-picture.ts";
import type { Stroke } from "./stroke.ts";

/**
 * Makes the image that the model is given of a drawing: scaled into 20 x 20 with its proportions kept, and centred by its centre of
 * mass in 28 x 28, as MNIST's were. The service does the same to pictures, with the same code.
 *
 * @param strokes The strokes.
 * @returns `[784]`, from 0 for paper to 255 for ink; `null` where nothing is drawn.
 */
export function modelInput(strokes: readonly Stroke[]): Uint8Array | null {
  if (strokes.every((stroke) => stroke.length === 0)) return null;
  return digitImage(inkPicture(strokes), { center: "always", invert: false });
}
