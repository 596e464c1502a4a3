import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { LoadProgress } from "../dataset.ts";
import { type RawIdx, readRawIdx } from "../idx/read-raw-idx.ts";
import { sha256 } from "../sha256.ts";
import { readFileWhole } from "./read-file-whole.ts";

/** An IDX file, uncompressed, and the SHA-256 of it. */
export interface HashedIdx extends RawIdx {
  /** What error messages call it. */
  readonly name: string;
  /** Length of the file as it was, perhaps gzipped. */
  readonly fileBytes: number;
  /** The SHA-256 of the uncompressed file. */
  readonly sha256: string;
}

/** Choices of {@linkcode readIdxFile}. */
export interface ReadIdxFileOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: LoadProgress) => void) | undefined;
}

/**
 * The names under which an IDX file is found in the wild: `train-images-idx3-ubyte`, the same with a point for the
 * second last dash, and both with `.gz`.
 *
 * @param canonicalName The first of them.
 */
export function idxSpellings(canonicalName: string): string[] {
  const pointed = canonicalName.replace(/-(idx\d+-ubyte)$/, ".$1");
  return [canonicalName, `${canonicalName}.gz`, pointed, `${pointed}.gz`];
}

/**
 * Finds an IDX file in a folder under any of its spellings.
 *
 * @returns The path of the first that is there; `undefined` where none is, or no such folder.
 */
export async function findIdxFile(dir: string, canonicalName: string): Promise<string | undefined> {
  for (const spelling of idxSpellings(canonicalName)) {
    const path = join(dir, spelling);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile()) return path;
  }
  return undefined;
}

/**
 * Finds and reads an IDX file of a folder that somebody named.
 *
 * @throws {Error} If it is missing, cannot be read, or is no whole IDX file.
 */
export async function readIdxFileIn(
  dir: string,
  canonicalName: string,
  options: ReadIdxFileOptions = {},
): Promise<HashedIdx> {
  const path = await findIdxFile(dir, canonicalName);
  if (path === undefined) {
    const folder = await stat(dir).catch(() => undefined);
    const received = folder?.isDirectory() ? "none of them" : "no such folder";
    throw new Error(
      `Cannot read ${canonicalName}: ${dir} must hold it as ${idxSpellings(canonicalName).join(", ")}, received ${received}`,
    );
  }
  return await readIdxFile(path, options);
}

/**
 * Reads an IDX file, gzipped or not.
 *
 * @throws {Error} If it cannot be read or is no whole IDX file.
 * @throws The reason of `options.signal` once that is aborted.
 */
export async function readIdxFile(path: string, options: ReadIdxFileOptions = {}): Promise<HashedIdx> {
  const { signal, onProgress } = options;
  const bytes = await readFileWhole(path, signal);
  const file = await hashIdx(bytes, path);
  onProgress?.({ file: basename(path), bytes: bytes.length, total: bytes.length });
  signal?.throwIfAborted();
  return file;
}

/** Uncompresses an IDX file and hashes it. */
export async function hashIdx(bytes: Uint8Array, name: string): Promise<HashedIdx> {
  const raw = await readRawIdx(bytes, { name });
  return { ...raw, name, fileBytes: bytes.length, sha256: await sha256(raw.bytes) };
}
