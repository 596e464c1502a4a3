import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Writes a file whole or not at all: under a temporary name beside it, flushed, then renamed. A process that is killed, or a
 * disk that fills, leaves the file that was there.
 *
 * @param path The file; its folder is made where it is missing.
 * @param contents What it will hold.
 * @throws {Error} If it cannot be written; the message names the file, and nothing is left behind.
 *
 * @example
 * ```ts
 * import { writeFileWhole } from "@proj/model/node";
 *
 * await writeFileWhole("report.html", "<!doctype html>");
 * ```
 */
export async function writeFileWhole(path: string, contents: Uint8Array | string): Promise<void> {
  const temporary = join(dirname(path), `${temporaryPrefix(path)}${randomUUID()}`);
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(contents);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {}); // the write's own failure is the one to tell
    throw new Error(`Cannot write ${path}: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * How the temporary names of a file begin, to find what a killed process left.
 *
 * @param path The file.
 * @returns The beginning of the names, without the folder.
 */
export function temporaryPrefix(path: string): string {
  return `.${basename(path)}.`;
}
