import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { CheckpointStore } from "../checkpoint/checkpoint.ts";

/**
 * Keeps a run's checkpoint in one file.
 *
 * It is written under a temporary name beside it, flushed, and renamed: a process that is killed, or a disk that fills,
 * leaves the checkpoint before it.
 *
 * @param path The file's path; its folder is made where it is missing.
 * @returns The store.
 *
 * @example
 * ```ts
 * const checkpoints = checkpointFile("models/odd.checkpoint.safetensors");
 * ```
 */
export function checkpointFile(path: string): CheckpointStore {
  const folder = dirname(path);
  const unfinished = `.${basename(path)}.`;
  return {
    name: path,
    async write(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
      await mkdir(folder, { recursive: true });
      const temporary = join(folder, `${unfinished}${randomUUID()}`);
      try {
        const file = await open(temporary, "wx");
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(temporary, path);
      } catch (error) {
        await rm(temporary, { force: true });
        throw new Error(`Cannot write checkpoint ${path}: ${(error as Error).message}`, { cause: error });
      }
    },
    async read(): Promise<Uint8Array<ArrayBuffer> | null> {
      try {
        return await readFile(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw error;
      }
    },
    async remove(): Promise<void> {
      await rm(path, { force: true });
      const names = await readdir(folder).catch(() => []);
      for (const name of names.filter((each) => each.startsWith(unfinished))) {
        await rm(join(folder, name), { force: true }); // left by a run that was killed while it wrote
      }
    },
  };
}
