import { digitImage, type Manifest } from "@proj/model";
import { refuse } from "../http/refuse.ts";
import type { Gate } from "../prediction/gate.ts";
import type { Service } from "../prediction/service.ts";
import { pictureSize } from "./picture-size.ts";
import { readPicture } from "./read-picture.ts";

/** A picture as a request has it. */
export interface PictureFile {
  /** The whole file. */
  readonly bytes: Uint8Array;
  /** What a person calls it: `the picture`, `instances[2]`. */
  readonly name: string;
}

/**
 * Makes a model's inputs of pictures: grey, of the model's size, white on black, the digit centred as in MNIST.
 *
 * The pixels of a request's pictures are counted together.
 *
 * @param service Its limits.
 * @param manifest The model's.
 * @param files The pictures.
 * @returns `[files, D]` row-major: bytes that are scaled as in training.
 * @throws {HTTPException} 400 where the model takes no pictures, or one is no PNG or JPEG, damaged or shows nothing; 413 for too
 * many pixels, 429 where too many pictures are being read.
 */
export async function readPictures(
  service: Service,
  manifest: Manifest,
  files: readonly PictureFile[],
): Promise<Uint8Array> {
  const size = pictureSize(manifest);
  if (size === null) {
    throw refuse(
      400,
      `Cannot use a picture: the model must take pictures, and ${manifest.name} takes [${manifest.input.shape.join(", ")}]`,
    );
  }
  const inputs = new Uint8Array(files.length * size.width * size.height);
  let left = service.limits.maxPixels;
  // Each picture says how many pixels it wants memory for, which may be more than it shows.
  const counted: Gate = {
    ...service.pixels,
    enter: (pixels) => {
      left -= pixels;
      return service.pixels.enter(pixels);
    },
  };
  for (const [index, { bytes, name }] of files.entries()) {
    const picture = await readPicture(bytes, name, left, counted);
    try {
      inputs.set(digitImage(picture, size), index * size.width * size.height);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw refuse(400, files.length === 1 ? error.message : `${error.message}, in ${name}`);
    }
  }
  return inputs;
}
