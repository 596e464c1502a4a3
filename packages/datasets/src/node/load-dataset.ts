import { loadBundledDigits } from "../bundled-digits.ts";
import type { Dataset, LoadProgress } from "../dataset.ts";
import { fashionMnist, mnist } from "./known-datasets.ts";
import { loadKnownDataset } from "./load-known-dataset.ts";

/** A data set that {@linkcode loadDataset} knows by name. */
export type DatasetName = "digits" | "mnist" | "fashion-mnist";

/** The names that {@linkcode loadDataset} knows. */
export const datasetNames: readonly DatasetName[] = ["digits", "mnist", "fashion-mnist"];

/** Choices of {@linkcode loadDataset}. */
export interface LoadDatasetOptions {
  /** A folder that holds the four IDX files; nothing is downloaded then. Not for the bundled digits. */
  readonly dataDir?: string | undefined;
  /** The folder that keeps downloads, in a folder of the data set's name; by default as `defaultCacheDir` says. */
  readonly cacheDir?: string | undefined;
  /** Folders on the web to download from, tried in turn; by default the public mirrors. */
  readonly mirrors?: readonly string[] | undefined;
  /** How long a mirror may send nothing before the next one is tried, in milliseconds; by default 30,000. */
  readonly timeoutMs?: number | undefined;
  /** Stops the loading. */
  readonly signal?: AbortSignal | undefined;
  /** Called as each file arrives; a file that is tried again starts again. */
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

/**
 * Loads a data set by name: the bundled `"digits"`, `"mnist"` or `"fashion-mnist"`.
 *
 * The last two come from `dataDir` where it is given: `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`,
 * `t10k-images-idx3-ubyte`, `t10k-labels-idx1-ubyte`, with or without `.gz`, also spelt `train-images.idx3-ubyte`.
 * Else they are downloaded once and kept in the cache. Either way the content of each file must be the published one,
 * to the byte.
 *
 * @param name Which data set.
 * @param options Where from, signal, progress.
 * @returns The data set; the `t10k` files are what it holds out.
 * @throws {RangeError} If there is no data set of that name.
 * @throws {TypeError} If `dataDir` is given for the bundled digits.
 * @throws {Error} If a file is missing, damaged or not the published one, no mirror delivers it, or the cache cannot
 * be written. The cache then holds whole files or nothing.
 * @throws The reason of `options.signal` once that is aborted.
 *
 * @example
 * ```ts
 * import { loadDataset } from "@proj/datasets/node";
 *
 * const mnist = await loadDataset("mnist", { dataDir: "data/mnist" });
 * console.log(mnist.train.count, mnist.heldOut.count); // 60000 10000
 * ```
 */
export async function loadDataset(name: DatasetName, options: LoadDatasetOptions = {}): Promise<Dataset> {
  switch (name) {
    case "digits":
      if (options.dataDir !== undefined) {
        throw new TypeError(
          `Cannot load digits: the bundled digits need no dataDir, received ${options.dataDir}; leave it out, or name mnist or fashion-mnist`,
        );
      }
      return await loadBundledDigits({ signal: options.signal, onProgress: options.onProgress });
    case "mnist":
      return await loadKnownDataset(mnist, options);
    case "fashion-mnist":
      return await loadKnownDataset(fashionMnist, options);
    default:
      throw new RangeError(
        `Cannot load a data set: its name must be one of ${datasetNames.join(", ")}, received ${JSON.stringify(name)}`,
      );
  }
}
