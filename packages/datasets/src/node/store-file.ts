import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

const unfinished = ".unfinished";
/** A file is written in one go, within seconds; one that is older was left behind. */
const leftoverAgeMs = 15 * 60 * 1000;

/**
 * Puts a file into a folder in one step: it is written under a name of its own, flushed to the disk, then renamed, so
 * that nobody ever finds a part of it and several processes may store the same file at once.
 *
 * @param dir The folder; created where it is missing.
 * @param name The file's name.
 * @param bytes Its content.
 * @throws {Error} If it cannot be written; the folder is then as it was.
 */
export async function storeFile(dir: string, name: string, bytes: Uint8Array): Promise<void> {
  const path = join(dir, name);
  const temporary = join(dir, `${name}.${randomUUID()}${unfinished}`);
  try {
    await mkdir(dir, { recursive: true });
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    // On Windows a file that another process has open cannot be replaced; what it has stored is as good.
    const there = await stat(path).catch(() => undefined);
    if (there?.size === bytes.length) return;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Cannot keep ${name} in the cache: ${dir} must be a folder that can be written to, received "${reason}"; choose another with cacheDir or PROJ_CACHE_DIR`,
      { cause: error },
    );
  }
}

/**
 * Deletes what processes that were killed while storing a file left in a folder: unfinished files that nobody has
 * written to for 15 minutes.
 *
 * @param dir The folder; may be missing.
 */
export async function removeLeftovers(dir: string): Promise<void> {
  for (const name of await readdir(dir).catch(() => [])) {
    if (!name.endsWith(unfinished)) continue;
    const path = join(dir, name);
    const found = await stat(path).catch(() => undefined);
    if (found && Date.now() - found.mtimeMs > leftoverAgeMs)
      await rm(path, { force: true }).catch(() => undefined);
  }
}
