import type { Dataset } from "../dataset.ts";
import { datasetSha256, type IdxDigests } from "../dataset-sha256.ts";
import { decodeIdx } from "../idx/read-idx.ts";
import { createImageSet, type ImageSet } from "../image-set.ts";
import type { HashedIdx } from "./idx-file.ts";

/** The four files of a data set. */
export type IdxFiles = Readonly<Record<keyof IdxDigests, HashedIdx>>;

/**
 * Puts the four files of a data set together.
 *
 * @param name The data set's name.
 * @param classes Each class's name, or `undefined` for the numbers from 0 to the largest label.
 * @param files The files; the data set goes on using their memory.
 * @throws {TypeError | RangeError} If the files do not go together.
 */
export async function assembleDataset(
  name: string,
  classes: readonly string[] | undefined,
  files: IdxFiles,
): Promise<Dataset> {
  const { trainImages, trainLabels, heldOutImages, heldOutLabels } = files;
  const classCount = classes?.length ?? 256;
  const train = imageSet(trainImages, trainLabels, classCount);
  const heldOut = imageSet(heldOutImages, heldOutLabels, classCount);
  if (String(train.imageShape) !== String(heldOut.imageShape)) {
    throw new RangeError(
      `Cannot put ${trainImages.name} and ${heldOutImages.name} together: their images must be of one shape, received [${train.imageShape.join(", ")}] and [${heldOut.imageShape.join(", ")}]`,
    );
  }
  const hash = await datasetSha256({
    trainImages: trainImages.sha256,
    trainLabels: trainLabels.sha256,
    heldOutImages: heldOutImages.sha256,
    heldOutLabels: heldOutLabels.sha256,
  });
  return { name, classes: classes ?? numbered(train, heldOut), train, heldOut, sha256: hash };
}

function imageSet(images: HashedIdx, labels: HashedIdx, classes: number): ImageSet {
  const names = { imagesName: images.name, labelsName: labels.name };
  return createImageSet(decodeIdx(images), decodeIdx(labels), { classes, ...names });
}

function numbered(...sets: ImageSet[]): string[] {
  const largest = sets.reduce(
    (most, { labels }) => labels.reduce((sofar, label) => Math.max(sofar, label), most),
    0,
  );
  return Array.from({ length: largest + 1 }, (_, label) => String(label));
}
