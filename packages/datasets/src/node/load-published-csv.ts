import { stat } from "node:fs/promises";
import { join } from "node:path";
import { defaultCacheDir } from "./cache-dir.ts";
import { downloadFromMirrors } from "./download-from-mirrors.ts";
import { type CsvFile, decodeCsv, readCsvFile } from "./read-csv-file.ts";
import { storeFile } from "./store-file.ts";

/** A table that is published, and how to know that it is the right one. */
export interface PublishedCsv {
  /** What it is called in the cache: a plain file name without its ending. */
  readonly name: string;
  /** Addresses of the same table, tried in turn; gzipped or not. */
  readonly addresses: readonly string[];
  /** SHA-256 of the uncompressed file: 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** Length of the uncompressed file; nothing that is longer is taken. */
  readonly bytes: number;
}

/** Choices of {@linkcode loadPublishedCsv}. */
export interface LoadPublishedCsvOptions {
  /** Where downloads are kept; by default what `defaultCacheDir` says. */
  readonly cacheDir?: string | undefined;
  /** How long to wait for an answer and for each further piece of it; 30,000 ms by default. */
  readonly timeoutMs?: number | undefined;
  /** The pause before the second try of an address; 250 ms by default. */
  readonly retryDelayMs?: number | undefined;
  /** Stops the download. */
  readonly signal?: AbortSignal | undefined;
  /** Told of the bytes that have come, and of how many there are where the server says so. */
  readonly onBytes?: ((bytes: number, total: number | null) => void) | undefined;
}

/**
 * Loads a published table: out of the cache, or from the first address that delivers it whole, with its checksum compared.
 *
 * @param file The table.
 * @param options Where to keep it, and how to download.
 * @returns The table with its SHA-256.
 * @throws {Error} If no address delivers it, or it cannot be kept; nothing is left behind.
 * @throws The reason of `options.signal` once that is aborted.
 *
 * @example
 * ```ts
 * import { loadPublishedCsv } from "@proj/datasets/node";
 *
 * const { table } = await loadPublishedCsv({
 *   name: "survey",
 *   addresses: ["https://example.com/survey.csv.gz"],
 *   sha256: "7d7e7facd853a63e79ddce4e9c3fcb7a0d83a1c300b603031c0f2c64fbe77761",
 *   bytes: 525_119,
 * });
 * console.log(table.rows);
 * ```
 */
export async function loadPublishedCsv(
  file: PublishedCsv,
  options: LoadPublishedCsvOptions = {},
): Promise<CsvFile> {
  const { cacheDir = defaultCacheDir(), timeoutMs = 30_000, retryDelayMs = 250, signal, onBytes } = options;
  const path = join(cacheDir, `${file.name}.csv`);
  if ((await stat(path).catch(() => undefined)) !== undefined) {
    // One that was altered is downloaded again, over it.
    const cached = await readCsvFile(path, { signal }).catch(() => undefined);
    signal?.throwIfAborted();
    if (cached?.sha256 === file.sha256) return cached;
  }
  const { bytes, checked } = await downloadFromMirrors(`${file.name}.csv`, {
    addresses: file.addresses,
    timeoutMs,
    retryDelayMs,
    // A gzipped file is never much longer than what is in it.
    maxBytes: file.bytes + 1024,
    signal,
    onBytes,
    check: async (content) => {
      const csv = await decodeCsv(content, "the file that came", file.bytes);
      if (csv.sha256 === file.sha256) return csv;
      throw new Error(
        `its uncompressed content must have the SHA-256 ${file.sha256}, received ${csv.sha256}`,
      );
    },
    remedy: "Check the connection, or get the file by other means and read it with readCsvFile.",
  });
  signal?.throwIfAborted();
  await storeFile(cacheDir, `${file.name}.csv`, bytes);
  return checked;
}
