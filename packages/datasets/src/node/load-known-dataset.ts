import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Dataset, LoadProgress } from "../dataset.ts";
import type { IdxDigests } from "../dataset-sha256.ts";
import { isGzip } from "../idx/inflate-gzip.ts";
import { assembleDataset } from "./assemble-dataset.ts";
import { defaultCacheDir } from "./cache-dir.ts";
import { downloadFromMirrors } from "./download-from-mirrors.ts";
import { findIdxFile, type HashedIdx, hashIdx, readIdxFile, readIdxFileIn } from "./idx-file.ts";
import { idxFileNames, type KnownDataset } from "./known-datasets.ts";
import { removeLeftovers, storeFile } from "./store-file.ts";

/** Choices of {@linkcode loadKnownDataset}. */
export interface LoadKnownDatasetOptions {
  readonly dataDir?: string | undefined;
  readonly cacheDir?: string | undefined;
  readonly mirrors?: readonly string[] | undefined;
  readonly timeoutMs?: number | undefined;
  readonly retryDelayMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

/** The largest published file takes 26 MB, and 47 MB uncompressed. */
const maxDownloadBytes = 128 * 2 ** 20;

/**
 * Loads a published data set: from the folder that somebody names, else from the cache, else from the web into the
 * cache.
 *
 * @throws {Error} If a file is missing or is not the published one, or no mirror delivers it.
 */
export async function loadKnownDataset(
  known: KnownDataset,
  options: LoadKnownDatasetOptions = {},
): Promise<Dataset> {
  const { dataDir, timeoutMs, signal } = options;
  signal?.throwIfAborted();
  if (timeoutMs !== undefined && !(timeoutMs >= 1 && timeoutMs < 2 ** 31)) {
    throw new RangeError(
      `Cannot load ${known.name}: timeoutMs must be from 1 to ${2 ** 31 - 1} milliseconds, received ${timeoutMs}`,
    );
  }
  if (dataDir === undefined) await removeLeftovers(cacheFolder(known, options));
  const load = async (part: keyof IdxDigests): Promise<HashedIdx> =>
    dataDir === undefined
      ? await loadThroughCache(known, part, options)
      : await loadFromFolder(known, part, dataDir, options);
  return await assembleDataset(known.name, known.classes, {
    trainImages: await load("trainImages"),
    trainLabels: await load("trainLabels"),
    heldOutImages: await load("heldOutImages"),
    heldOutLabels: await load("heldOutLabels"),
  });
}

async function loadFromFolder(
  known: KnownDataset,
  part: keyof IdxDigests,
  dir: string,
  options: LoadKnownDatasetOptions,
): Promise<HashedIdx> {
  const file = await readIdxFileIn(dir, idxFileNames[part], options);
  checkDigest(
    known,
    part,
    file,
    "It is damaged or belongs to another data set: get it again, or load it with loadIdxFolder if it is your own",
  );
  return file;
}

async function loadThroughCache(
  known: KnownDataset,
  part: keyof IdxDigests,
  options: LoadKnownDatasetOptions,
): Promise<HashedIdx> {
  const { mirrors = known.mirrors, timeoutMs = 30_000, retryDelayMs = 250, signal, onProgress } = options;
  const dir = cacheFolder(known, options);
  const canonicalName = idxFileNames[part];
  const cached = await readCached(known, part, dir, options);
  if (cached) return cached;
  const file = `${canonicalName}.gz`;
  const { bytes, checked } = await downloadFromMirrors(file, {
    addresses: mirrors.map((mirror) => `${mirror.endsWith("/") ? mirror : `${mirror}/`}${file}`),
    timeoutMs,
    retryDelayMs,
    maxBytes: maxDownloadBytes,
    signal,
    onBytes: (count, total) => onProgress?.({ file, bytes: count, total }),
    check: async (content) => {
      const hashed = await hashIdx(content, "the file that came");
      checkDigest(known, part, hashed, "The mirror is wrong or the file was altered on its way");
      return hashed;
    },
    remedy: `Check the connection, or put the four files of ${known.name} into a folder and name it as dataDir.`,
  });
  signal?.throwIfAborted();
  // A server that calls `.gz` an encoding has it uncompressed on its way.
  await storeFile(dir, isGzip(bytes) ? file : canonicalName, bytes);
  return { ...checked, name: file };
}

/** The file out of the cache, where it is there and whole; one that is not is deleted. */
async function readCached(
  known: KnownDataset,
  part: keyof IdxDigests,
  dir: string,
  { signal, onProgress }: LoadKnownDatasetOptions,
): Promise<HashedIdx | undefined> {
  for (;;) {
    const path = await findIdxFile(dir, idxFileNames[part]);
    if (path === undefined) return undefined;
    const file = await readIdxFile(path, { signal }).catch(() => undefined);
    signal?.throwIfAborted();
    if (file?.sha256 === known.digests[part]) {
      onProgress?.({ file: basename(path), bytes: file.fileBytes, total: file.fileBytes });
      return file;
    }
    await rm(path, { force: true }).catch((error: unknown) => {
      throw new Error(
        `Cannot replace ${path}: it is not the published file and must be deleted, received "${error instanceof Error ? error.message : error}"; delete it, or choose another cacheDir`,
        { cause: error },
      );
    });
  }
}

function cacheFolder(known: KnownDataset, { cacheDir }: LoadKnownDatasetOptions): string {
  return join(cacheDir ?? defaultCacheDir(), known.name);
}

function checkDigest(known: KnownDataset, part: keyof IdxDigests, file: HashedIdx, remedy: string): void {
  const expected = known.digests[part];
  if (file.sha256 !== expected) {
    throw new Error(
      `Cannot take ${file.name} as ${idxFileNames[part]} of ${known.name}: its uncompressed content must have the SHA-256 ${expected}, received ${file.sha256}. ${remedy}`,
    );
  }
}
