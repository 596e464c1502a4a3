import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import type { Dataset, LoadProgress } from "@proj/datasets";
import { loadDataset, loadIdxFolder } from "@proj/datasets/node";
import { UsageError } from "../terminal/exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { DatasetName, DatasetOptions } from "./shared-options.ts";

/**
 * Opens a data set by its name: the bundled digits, files in a folder, or a download into the cache.
 *
 * @param name The data set's name.
 * @param options Where to look.
 * @param terminal Where a download shows its progress.
 * @param signal Stops a download.
 * @returns The data set.
 */
export async function openDataset(
  name: DatasetName,
  options: DatasetOptions,
  terminal: Terminal,
  signal?: AbortSignal,
): Promise<Dataset> {
  const dataDir = options.dataDir ?? sharedFolder(name);
  const onProgress = downloadProgress(terminal);
  if (name !== "idx") {
    const { cacheDir, mirror: mirrors } = options;
    return await loadDataset(name, { dataDir, cacheDir, mirrors, signal, onProgress });
  }
  if (dataDir === undefined) {
    throw new UsageError(
      "Cannot open data set idx: it is your own four IDX files, so --data-dir must say where they lie.",
    );
  }
  return await loadIdxFolder(dataDir, { signal, onProgress });
}

/** A line that is written over; quiet where lines cannot be, and for files that are read in one go. */
function downloadProgress(terminal: Terminal): (progress: LoadProgress) => void {
  return ({ file, bytes, total }) => {
    if (!terminal.interactive) return;
    const share = total ? ` ${Math.floor((bytes / total) * 100)} %` : ` ${(bytes / 1e6).toFixed(1)} MB`;
    terminal.note(
      total !== null && bytes >= total ? "\r\u001b[2K" : `\r\u001b[2Kdownloading ${file}${share}`,
    );
  };
}

/** The data set's folder under `$PROJ_DATA_DIR`, where there is one. */
function sharedFolder(name: DatasetName): string | undefined {
  const root = process.env["PROJ_DATA_DIR"];
  if (!root || name === "digits") return undefined;
  const folder = join(root, name);
  return existsSync(folder) ? folder : undefined;
}
