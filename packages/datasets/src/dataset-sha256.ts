import { writeIdx } from "./idx/write-idx.ts";
import type { ImageSet } from "./image-set.ts";
import { sha256 } from "./sha256.ts";

/** The SHA-256 of each of the four uncompressed IDX files of a data set, in lower-case hexadecimal digits. */
export interface IdxDigests {
  /** Of the file with the images to train on. */
  readonly trainImages: string;
  /** Of the file with their labels. */
  readonly trainLabels: string;
  /** Of the file with the held-out images. */
  readonly heldOutImages: string;
  /** Of the file with their labels. */
  readonly heldOutLabels: string;
}

/**
 * Computes the one hash of a data set out of those of its four uncompressed IDX files.
 *
 * It is the SHA-256 of four lines, each the SHA-256 of a file in lower-case hexadecimal digits and a line feed, in the
 * order training images, training labels, held-out images, held-out labels. A shell says the same:
 *
 * ```sh
 * for file in train-images-idx3 train-labels-idx1 t10k-images-idx3 t10k-labels-idx1; do
 *   gzip -dc $file-ubyte.gz | sha256sum | cut -c 1-64
 * done | sha256sum
 * ```
 *
 * @param digests The hashes of the four files.
 * @returns 64 lower-case hexadecimal digits.
 */
export async function datasetSha256(digests: IdxDigests): Promise<string> {
  const { trainImages, trainLabels, heldOutImages, heldOutLabels } = digests;
  const lines = [trainImages, trainLabels, heldOutImages, heldOutLabels].map((digest) => `${digest}\n`);
  return await sha256(new TextEncoder().encode(lines.join("")));
}

/**
 * Computes the hashes of the IDX files that a division of images would be written as.
 *
 * @param train Images to train on.
 * @param heldOut Images to evaluate with.
 * @returns The hash of each of the four uncompressed files.
 */
export async function idxDigests(train: ImageSet, heldOut: ImageSet): Promise<IdxDigests> {
  return {
    trainImages: await imagesSha256(train),
    trainLabels: await labelsSha256(train),
    heldOutImages: await imagesSha256(heldOut),
    heldOutLabels: await labelsSha256(heldOut),
  };
}

async function imagesSha256({ images, count, imageShape }: ImageSet): Promise<string> {
  return await sha256(await writeIdx({ dtype: "uint8", shape: [count, ...imageShape], data: images }));
}

async function labelsSha256({ labels, count }: ImageSet): Promise<string> {
  return await sha256(await writeIdx({ dtype: "uint8", shape: [count], data: labels }));
}
