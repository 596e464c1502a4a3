import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { artifactFileNames } from "../artifact-files.ts";
import { errorCode } from "./error-code.ts";
import { resolveFolder } from "./resolve-folder.ts";
import { findStanding, replacedName } from "./sibling-folders.ts";

/** How often a folder is looked into that seems to hold no artifact. */
const maxLooks = 3;

/**
 * Finds the folders in a folder, and tells which of them hold an artifact and when that was changed. Nothing is read of
 * the files.
 *
 * A folder that `writeArtifactFolder` is replacing at this moment, or was killed replacing, is found under its own name,
 * as `readArtifactFolder` finds it.
 *
 * @param dir The folder that holds the folders.
 * @returns The folders by name, sorted. The value is a text that changes whenever a file of the artifact is replaced or
 * written to, or `null` where the folder holds no manifest: no artifact, or one that is not whole yet.
 * @throws {Error} Of the file system, where the folder cannot be listed.
 *
 * @example
 * ```ts
 * import { findArtifactFolders } from "@proj/model/node";
 *
 * for (const [name, revision] of await findArtifactFolders("models")) {
 *   console.log(name, revision === null ? "holds no artifact" : "holds an artifact");
 * }
 * ```
 */
export async function findArtifactFolders(dir: string): Promise<Map<string, string | null>> {
  const names = new Set<string>();
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    if (entry.isDirectory() || entry.isSymbolicLink()) names.add(replacedName(entry.name) ?? entry.name);
  }
  const folders = [...names].sort().map(async (name) => [name, await revisionOf(join(dir, name))] as const);
  return new Map(await Promise.all(folders));
}

/** That nothing is there is believed after several looks: a writer may be between its renames. */
async function revisionOf(folder: string): Promise<string | null> {
  for (let look = 1; ; look++) {
    const revision = await lookInto(folder);
    if (revision !== null || look === maxLooks) return revision;
  }
}

async function lookInto(folder: string): Promise<string | null> {
  try {
    const standing = await findStanding(await resolveFolder(folder));
    if (standing === null) return null;
    const [manifest = "", ...others] = await Promise.all(
      artifactFileNames.map((fileName) => stampOf(join(standing, fileName))),
    );
    return manifest === "" ? null : [manifest, ...others].join("; ");
  } catch (error) {
    // Gone meanwhile, or a circle of links.
    if (errorCode(error) === "ENOENT" || error instanceof TypeError) return null;
    // It is there and cannot be looked at: reading it will say why.
    if (errorCode(error) !== "") return errorCode(error);
    throw error;
  }
}

/** Tells a file from another in its place, and from itself before a change. */
async function stampOf(path: string): Promise<string> {
  try {
    const { ino, size, mtimeMs, ctimeMs } = await stat(path);
    return `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return "";
    throw error;
  }
}
