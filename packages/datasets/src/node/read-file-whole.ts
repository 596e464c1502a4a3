import { readFile } from "node:fs/promises";

/**
 * Reads a file that somebody named.
 *
 * @throws {Error} If it cannot be read.
 * @throws The reason of the signal once that is aborted.
 */
export async function readFileWhole(path: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
  signal?.throwIfAborted();
  return await readFile(path, { signal }).catch((error: unknown) => {
    signal?.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot read ${path}: it must be a readable file, received "${reason}"`, {
      cause: error,
    });
  });
}
