import type { Dataset, LoadProgress } from "../dataset.ts";
import { assembleDataset } from "./assemble-dataset.ts";
import { readIdxFileIn } from "./idx-file.ts";
import { idxFileNames } from "./known-datasets.ts";

/** Choices of {@linkcode loadIdxFolder}. */
export interface LoadIdxFolderOptions {
  /** Each class's name, at most 256; by default the numbers from 0 to the largest label of the four files. */
  readonly classes?: readonly string[] | undefined;
  /** Stops the loading. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each file. */
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

/**
 * Loads a data set of one's own from four IDX files, named as MNIST's are: `train-images-idx3-ubyte`,
 * `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte`, `t10k-labels-idx1-ubyte`; each with or without `.gz`, and also in
 * the spelling `train-images.idx3-ubyte`.
 *
 * Images are uint8 of shape `[count, ...imageShape]`, labels uint8 of shape `[count]`.
 *
 * @param dir The folder.
 * @param options Classes, signal, progress.
 * @returns The data set `"idx"`; the `t10k` files are what it holds out.
 * @throws {Error} If a file is missing, or damaged, or no IDX file.
 * @throws {TypeError | RangeError} If the files do not go together, or a label is out of range.
 *
 * @example
 * ```ts
 * import { loadIdxFolder } from "@proj/datasets/node";
 *
 * const letters = await loadIdxFolder("data/letters", { classes: [..."abcdefghijklmnopqrstuvwxyz"] });
 * console.log(letters.train.count, letters.sha256);
 * ```
 */
export async function loadIdxFolder(dir: string, options: LoadIdxFolderOptions = {}): Promise<Dataset> {
  const { classes, ...reading } = options;
  return await assembleDataset("idx", classes, {
    trainImages: await readIdxFileIn(dir, idxFileNames.trainImages, reading),
    trainLabels: await readIdxFileIn(dir, idxFileNames.trainLabels, reading),
    heldOutImages: await readIdxFileIn(dir, idxFileNames.heldOutImages, reading),
    heldOutLabels: await readIdxFileIn(dir, idxFileNames.heldOutLabels, reading),
  });
}
