import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { ArtifactError } from "../artifact-error.ts";
import { artifactFileNames, manifestFileName, maxManifestBytes } from "../artifact-files.ts";
import { errorCode } from "./error-code.ts";

/** How often the folder is looked at again because another process replaced it meanwhile. */
const maxAttempts = 20;

/**
 * Checks that nothing but an artifact is lost when a folder is written: ask before a long training, not after it.
 *
 * @param folder The folder; it need not be there.
 * @throws {ArtifactError} With the code `not-an-artifact` where it is no folder, or holds other files than an
 * artifact's, or has files and no manifest of an artifact.
 *
 * @example
 * ```ts
 * import { checkReplaceable } from "@proj/model/node";
 *
 * await checkReplaceable("models/odd-digits");
 * ```
 */
export async function checkReplaceable(folder: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const entries = await list(folder);
    if (entries === null || entries.length === 0) return;
    const other = entries.find((entry) => !isFile(entry) || !artifactFileNames.includes(entry.name));
    if (other !== undefined) throw refuse(folder, other.name);
    const names = entries.map((entry) => entry.name).sort();
    const format = names.includes(manifestFileName) ? await readFormat(join(folder, manifestFileName)) : null;
    if (format === "proj-model") return;
    // A manifest that was listed and is gone: another process is replacing the folder at this moment.
    if (format === undefined && attempt < maxAttempts) continue;
    throw refuse(folder, `${names.join(", ")} of another format`);
  }
}

function isFile(entry: Dirent): boolean {
  return entry.isFile() || entry.isSymbolicLink();
}

async function list(folder: string): Promise<Dirent[] | null> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    if (errorCode(error) === "ENOTDIR") throw refuse(folder, "a file");
    throw error;
  }
}

/**
 * The format that a manifest states, of whatever version: other tools have a manifest.json too. `null` where it states
 * none, `undefined` where there is no file.
 */
async function readFormat(path: string): Promise<unknown> {
  try {
    const { size } = await stat(path);
    const json: unknown = size <= maxManifestBytes ? JSON.parse(await readFile(path, "utf8")) : null;
    return typeof json === "object" && json !== null && "format" in json ? json.format : null;
  } catch (error) {
    return errorCode(error) === "ENOENT" ? undefined : null;
  }
}

function refuse(folder: string, found: string): ArtifactError {
  return new ArtifactError(
    "not-an-artifact",
    null,
    `Cannot write the artifact ${folder}: the folder must be empty or an artifact, received ${found}; ` +
      "choose another folder, or remove it first",
  );
}
