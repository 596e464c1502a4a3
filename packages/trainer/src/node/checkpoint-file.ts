import { readdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { temporaryPrefix, writeFileWhole } from "@proj/model/node";
import type { CheckpointStore } from "../checkpoint/checkpoint.ts";

/**
 * Keeps a run's checkpoint in one file, which is written whole or left as it was.
 *
 * @param path The file's path; its folder is made where it is missing.
 * @returns The store.
 *
 * @example
 * ```ts
 * import { checkpointFile } from "@proj/trainer/node";
 *
 * const checkpoints = checkpointFile("models/odd.checkpoint.safetensors");
 * console.log(await checkpoints.read()); // null
 * ```
 */
export function checkpointFile(path: string): CheckpointStore {
  return {
    name: path,
    write: (bytes: Uint8Array<ArrayBuffer>) => writeFileWhole(path, bytes),
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
      const names = await readdir(dirname(path)).catch(() => []);
      for (const name of names.filter((each) => each.startsWith(temporaryPrefix(path)))) {
        await rm(join(dirname(path), name), { force: true }); // left by a run that was killed while it wrote
      }
    },
  };
}
