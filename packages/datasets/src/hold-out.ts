import type { ImageSet } from "./image-set.ts";

/** Two sets that share no image. */
export interface HoldOut {
  readonly train: ImageSet;
  readonly heldOut: ImageSet;
}

/**
 * Divides images into those to train on and every tenth of each class, held out to evaluate with: within each class,
 * counted from 0, those whose number modulo 10 is 9. Both keep the order of the whole.
 *
 * @param whole Images of `imageShape`, in any order.
 * @returns Both sets, in memory of their own.
 */
export function holdOutEveryTenth(whole: ImageSet): HoldOut {
  const seen = new Uint32Array(256);
  const train: number[] = [];
  const heldOut: number[] = [];
  for (const [index, label] of whole.labels.entries()) {
    const number = seen[label] ?? 0;
    (number % 10 === 9 ? heldOut : train).push(index);
    seen[label] = number + 1;
  }
  return { train: pick(whole, train), heldOut: pick(whole, heldOut) };
}

function pick({ images, labels, count, imageShape }: ImageSet, indices: readonly number[]): ImageSet {
  const size = images.length / count;
  const picked = new Uint8Array(indices.length * size);
  for (const [place, index] of indices.entries()) {
    picked.set(images.subarray(index * size, (index + 1) * size), place * size);
  }
  return {
    images: picked,
    labels: Uint8Array.from(indices, (index) => labels[index] ?? 0),
    count: indices.length,
    imageShape,
  };
}
