import { mkdir, open, rename, rmdir, unlink } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type Artifact, verifyArtifact } from "../artifact.ts";
import { ArtifactError } from "../artifact-error.ts";
import { artifactFileNames, manifestFileName, modelFileName, weightsFileName } from "../artifact-files.ts";
import { sealManifest } from "../manifest-checksum.ts";
import { checkReplaceable } from "./check-replaceable.ts";
import { errorCode } from "./error-code.ts";
import { resolveFolder } from "./resolve-folder.ts";
import { findSiblings, findStanding, isAlive, siblingPath } from "./sibling-folders.ts";

/** How often a rename is tried again because another process renamed at the same moment. */
const maxAttempts = 20;

/** The writes in progress in this process, by path: each waits for the one before. */
const inProgress = new Map<string, Promise<void>>();

/**
 * Writes an artifact to a folder, all of it or nothing.
 *
 * The files go into a new folder beside the old one and are flushed to the disk; then the old folder is renamed out of
 * the way, the new one is renamed into its place, and the old one is removed. Whatever fails before (a full disk, no
 * permission) leaves the old artifact as it was. Where the process is killed between the two renames, readers find the
 * old artifact, and the next write puts it back. The next write also removes what killed writers have left.
 *
 * @param dir The folder. Parents that are not there are created; a symbolic link is followed; what stands there must be
 * an artifact or an empty folder.
 * @param artifact The artifact, from `createArtifact` or a reader.
 * @throws {ArtifactError} With the code `not-an-artifact` where the folder holds anything else, `checksum` or
 * `invalid-manifest` for an artifact whose files or manifest are not right, or `write-failed` where the system refused.
 *
 * @example
 * ```ts
 * import { type Artifact } from "@proj/model";
 * import { readArtifactFolder, writeArtifactFolder } from "@proj/model/node";
 *
 * async function copyArtifact(from: string, to: string): Promise<Artifact> {
 *   const artifact = await readArtifactFolder(from);
 *   await writeArtifactFolder(to, artifact);
 *   return artifact;
 * }
 * ```
 */
export async function writeArtifactFolder(dir: string, artifact: Artifact): Promise<void> {
  await inTurn(resolve(dir), async () => {
    await verifyArtifact(artifact, `write the artifact ${dir}`);
    const { text } = await sealManifest(artifact.manifest);
    // The manifest last: a folder that has one has everything.
    const files = new Map([
      [modelFileName, artifact.modelJson],
      [weightsFileName, artifact.weights],
      [manifestFileName, new TextEncoder().encode(text)],
    ]);
    try {
      const folder = await resolveFolder(dir, (parent) => mkdir(parent, { recursive: true }));
      await replaceFolder(folder, files);
    } catch (cause) {
      if (cause instanceof ArtifactError || errorCode(cause) === "") throw cause;
      throw new ArtifactError("write-failed", null, describeFailure(dir, cause), { cause });
    }
  });
}

async function inTurn(path: string, write: () => Promise<void>): Promise<void> {
  const before = inProgress.get(path) ?? Promise.resolve();
  const turn = before.then(write, write);
  inProgress.set(path, turn);
  try {
    await turn;
  } finally {
    if (inProgress.get(path) === turn) inProgress.delete(path);
  }
}

async function replaceFolder(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  await restoreStanding(folder);
  await checkReplaceable(folder);
  await removeLeftovers(folder);
  const fresh = siblingPath(folder, "new");
  try {
    await writeFiles(fresh, files);
    await swapIn(fresh, folder);
  } catch (error) {
    await removeFolder(fresh);
    throw error;
  }
}

/** Puts the artifact back that a killed writer had renamed out of the way. */
async function restoreStanding(folder: string): Promise<void> {
  const standing = await findStanding(folder);
  if (standing === null || standing === folder) return;
  try {
    await rename(standing, folder);
  } catch (error) {
    // Another process has put something there first.
    if (!isOccupied(error) && errorCode(error) !== "ENOENT") throw error;
  }
}

async function removeLeftovers(folder: string): Promise<void> {
  for (const { path, processId } of await findSiblings(folder)) {
    if (!isAlive(processId)) await removeFolder(path);
  }
}

async function writeFiles(fresh: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  await mkdir(fresh);
  for (const [fileName, bytes] of files) {
    const file = await open(join(fresh, fileName), "wx");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  }
  await syncFolder(fresh);
}

/** Renames the old folder out of the way and the new one into its place. */
async function swapIn(fresh: string, folder: string): Promise<void> {
  const replaced: string[] = [];
  for (let attempt = 1; ; attempt++) {
    const previous = siblingPath(folder, "previous");
    try {
      await rename(folder, previous);
      replaced.push(previous);
    } catch (error) {
      // Nothing stands there: a first write, or another process is between its renames.
      if (errorCode(error) !== "ENOENT") throw error;
    }
    try {
      await rename(fresh, folder);
      break;
    } catch (error) {
      // Another process was faster; its artifact is replaced in turn.
      if (isOccupied(error) && attempt < maxAttempts) continue;
      await restoreStanding(folder);
      throw error;
    }
  }
  // The new artifact stands; a parent that cannot be flushed is no failure any more.
  await syncFolder(dirname(folder)).catch(() => {});
  for (const path of replaced) await removeFolder(path);
}

/** Removes a folder's artifact files, the manifest first, and the folder; whatever else lies in it stays. */
async function removeFolder(path: string): Promise<void> {
  try {
    for (const fileName of artifactFileNames) await unlink(join(path, fileName)).catch(ignoreMissing);
    await rmdir(path);
  } catch {
    // What could not be removed harms nobody, and the next write tries again.
  }
}

function ignoreMissing(error: unknown): void {
  if (errorCode(error) !== "ENOENT") throw error;
}

/** Makes names durable, where the platform lets a folder be flushed. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, "r");
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    if (!["EISDIR", "EPERM", "EACCES", "EINVAL", "EBADF", "ENOTSUP"].includes(errorCode(error))) throw error;
  }
}

function isOccupied(error: unknown): boolean {
  return ["ENOTEMPTY", "EEXIST"].includes(errorCode(error));
}

function describeFailure(dir: string, cause: unknown): string {
  const code = errorCode(cause);
  const reason = failures.get(code) ?? "the system must accept it";
  return `Cannot write the artifact ${dir}: ${reason}, received ${code}; what stood there before is unchanged`;
}

const noRename =
  "the folder must be one that can be renamed (no mount point, no layer of an image): use a folder inside it";

const failures: ReadonlyMap<string, string> = new Map([
  ["ENOSPC", "the disk must have room"],
  ["EDQUOT", "the disk quota must have room"],
  ["EFBIG", "the file must not be larger than the system allows"],
  ["EACCES", "the parent folder must be writable"],
  ["EPERM", "the parent folder must be writable"],
  ["ENOTDIR", "every parent must be a folder"],
  ["EEXIST", "every parent must be a folder"],
  ["EROFS", "the file system must be writable"],
  ["EBUSY", noRename],
  ["EXDEV", noRename],
]);
