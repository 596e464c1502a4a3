import type { Dataset, LoadProgress } from "./dataset.ts";
import { datasetSha256, idxDigests } from "./dataset-sha256.ts";
import { holdOutEveryTenth } from "./hold-out.ts";
import type { IdxArray } from "./idx/idx-array.ts";
import { decodeIdx } from "./idx/read-idx.ts";
import { readRawIdx } from "./idx/read-raw-idx.ts";
import { createImageSet } from "./image-set.ts";
import { type BundledFile, readBundledFile } from "./read-bundled-file.ts";
import { sha256 } from "./sha256.ts";

/** The bundled files' names, and the SHA-256 of what is in them, uncompressed. */
export const bundledDigitFiles: Readonly<
  Record<BundledFile, { readonly name: string; readonly sha256: string }>
> = {
  images: {
    name: "digits-images-idx3-ubyte.gz",
    sha256: "4e3355b0dd14bc12e53353f1d2789806361e6ef7350c92a8c5e778a74ea77696",
  },
  labels: {
    name: "digits-labels-idx1-ubyte.gz",
    sha256: "364de413ea4102745aa4d08a168e3501716cb789ace0f8b3033481882a00e25f",
  },
};

/** Choices of {@linkcode loadBundledDigits}. */
export interface LoadBundledDigitsOptions {
  /** Stops the loading. */
  readonly signal?: AbortSignal | undefined;
  /** Called as the two files arrive. */
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

/**
 * Loads the 10,000 handwritten digits that come with this package: the first 10,000 training images of MNIST, 28 x 28,
 * grouped by digit.
 *
 * Every tenth image of each digit is held out: within a digit, counted from 0, those whose number modulo 10 is 9. That
 * leaves 9,003 to train on and 997 to evaluate with, both grouped by digit. Runs in Node, Deno, Bun and browsers.
 *
 * @param options A signal, and a callback for progress.
 * @returns The data set `"digits"`, with classes `"0"` to `"9"`.
 * @throws {Error} If a file is missing, damaged, or not the one that this version came with.
 * @throws The reason of `options.signal` once that is aborted.
 *
 * @example
 * ```ts
 * import { loadBundledDigits } from "@proj/datasets";
 *
 * const { train, heldOut } = await loadBundledDigits();
 * console.log(train.count, heldOut.count, train.imageShape); // 9003 997 [28, 28]
 * ```
 */
export async function loadBundledDigits(options: LoadBundledDigitsOptions = {}): Promise<Dataset> {
  const [images, labels] = await Promise.all([read("images", options), read("labels", options)]);
  const classes = Array.from({ length: 10 }, (_, digit) => String(digit));
  const whole = createImageSet(images, labels, {
    classes: classes.length,
    imagesName: bundledDigitFiles.images.name,
    labelsName: bundledDigitFiles.labels.name,
  });
  const { train, heldOut } = holdOutEveryTenth(whole);
  return {
    name: "digits",
    classes,
    train,
    heldOut,
    sha256: await datasetSha256(await idxDigests(train, heldOut)),
  };
}

async function read(file: BundledFile, { signal, onProgress }: LoadBundledDigitsOptions): Promise<IdxArray> {
  signal?.throwIfAborted();
  const { name, sha256: expected } = bundledDigitFiles[file];
  const onBytes = (bytes: number, total: number | null): void => onProgress?.({ file: name, bytes, total });
  const raw = await readRawIdx(await readBundledFile(file, { signal, onBytes }), { name });
  const digest = await sha256(raw.bytes);
  if (digest !== expected) {
    throw new Error(
      `Cannot load the bundled digits: the content of ${name} must have the SHA-256 ${expected}, received ${digest}; install the package again`,
    );
  }
  signal?.throwIfAborted();
  return decodeIdx(raw);
}
