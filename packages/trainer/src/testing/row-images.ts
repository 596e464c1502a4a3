import type { Dataset, ImageSet } from "@proj/datasets";

/**
 * Makes 4x4 images of four classes: class k lights row k, and one other pixel moves with the image.
 *
 * @param count Their number.
 * @returns The images, of the classes in turn.
 */
export function rowImages(count: number): ImageSet {
  const images = new Uint8Array(count * 16);
  for (let i = 0; i < count; i++) {
    images.fill(200, i * 16 + (i % 4) * 4, i * 16 + (i % 4) * 4 + 4);
    images[i * 16 + ((i * 7) % 16)] = 90;
  }
  return { images, labels: Uint8Array.from({ length: count }, (_, i) => i % 4), count, imageShape: [4, 4] };
}

/** 160 of them to train on, and 40 held out. */
export const rowsDataset: Dataset = {
  name: "rows",
  sha256: "0".repeat(64),
  classes: ["0", "1", "2", "3"],
  train: rowImages(160),
  heldOut: rowImages(40),
};
