import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

/** A file in memory, as it is sent. */
export interface FileContents {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Compressed; `null` where that gains nothing. */
  readonly gzip: Uint8Array<ArrayBuffer> | null;
  /** Names the contents: the beginning of their SHA-256. */
  readonly tag: string;
}

/** What compression makes smaller; the digits are compressed already. */
const compressible: ReadonlySet<string> = new Set([".css", ".html", ".js", ".svg", ".wasm"]);

/**
 * Reads a file, and compresses it once for all who take it so.
 *
 * @param file The file.
 */
export async function readContents(file: string): Promise<FileContents> {
  const bytes = new Uint8Array(await readFile(file));
  const tag = createHash("sha256").update(bytes).digest("hex").slice(0, 32);
  const packed = compressible.has(extname(file)) ? new Uint8Array(await promisify(gzip)(bytes)) : null;
  return { bytes, gzip: packed !== null && packed.length < bytes.length ? packed : null, tag };
}
