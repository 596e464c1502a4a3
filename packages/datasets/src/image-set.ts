import type { IdxArray } from "./idx/idx-array.ts";

/** Images and their labels, in memory. */
export interface ImageSet {
  /** Pixels 0 to 255, row-major, of shape `[count, ...imageShape]`. */
  readonly images: Uint8Array;
  /** One label an image, of shape `[count]`, each from 0 to the number of classes less 1. */
  readonly labels: Uint8Array;
  /** Number of images, 1 or more. */
  readonly count: number;
  /** Shape of one image: `[28, 28]` for MNIST. */
  readonly imageShape: readonly number[];
}

/** Choices of {@linkcode createImageSet}. */
export interface ImageSetOptions {
  /** Number of classes; every label must be less. At most 256. */
  readonly classes: number;
  /** What error messages call the images; by default "the images". */
  readonly imagesName?: string | undefined;
  /** What error messages call the labels; by default "the labels". */
  readonly labelsName?: string | undefined;
}

/**
 * Puts images and labels together, as two IDX files hold them.
 *
 * @param images Pixels: uint8 of shape `[count, ...imageShape]`, rank 2 or more, every dimension 1 or more.
 * @param labels Labels: uint8 of shape `[count]`, each from 0 to `classes - 1`.
 * @param options Number of classes, and names for error messages.
 * @returns The set; it shares the memory of both arrays.
 * @throws {TypeError} If an element type or a rank is another.
 * @throws {RangeError} If there are no images, images and labels differ in number, or a label is out of range.
 *
 * @example
 * ```ts
 * import { createImageSet } from "@proj/datasets";
 *
 * const set = createImageSet(
 *   { dtype: "uint8", shape: [2, 1, 3], data: new Uint8Array([0, 9, 0, 9, 0, 9]) },
 *   { dtype: "uint8", shape: [2], data: new Uint8Array([1, 0]) },
 *   { classes: 2 },
 * );
 * console.log(set.count, set.imageShape); // 2 [1, 3]
 * ```
 */
export function createImageSet(images: IdxArray, labels: IdxArray, options: ImageSetOptions): ImageSet {
  const { classes, imagesName = "the images", labelsName = "the labels" } = options;
  if (!Number.isInteger(classes) || classes < 1 || classes > 256) {
    throw new RangeError(
      `Cannot make an image set: classes must be an integer from 1 to 256, received ${classes}`,
    );
  }
  const [count = 0, ...imageShape] = images.shape;
  if (images.dtype !== "uint8" || images.shape.length < 2) {
    throw new TypeError(
      `Cannot take ${imagesName} as images: they must be uint8 of shape [count, height, width] or any other rank from 2, received ${describe(images)}`,
    );
  }
  if (labels.dtype !== "uint8" || labels.shape.length !== 1) {
    throw new TypeError(
      `Cannot take ${labelsName} as labels: they must be uint8 of shape [count], received ${describe(labels)}`,
    );
  }
  if (images.data.length === 0) {
    throw new RangeError(
      `Cannot take ${imagesName} as images: there must be at least one pixel, received ${describe(images)}`,
    );
  }
  if (labels.data.length !== count) {
    throw new RangeError(
      `Cannot put ${imagesName} and ${labelsName} together: there must be one label an image, received ${count} images and ${labels.data.length} labels`,
    );
  }
  const index = labels.data.findIndex((label) => label >= classes);
  if (index >= 0) {
    throw new RangeError(
      `Cannot take ${labelsName} as labels: every label must be from 0 to ${classes - 1}, received ${labels.data[index]} at index ${index}`,
    );
  }
  return { images: images.data, labels: labels.data, count, imageShape };
}

function describe({ dtype, shape }: IdxArray): string {
  return `${dtype} of shape [${shape.join(", ")}]`;
}
