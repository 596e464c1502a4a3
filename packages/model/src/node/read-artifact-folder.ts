import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Artifact, type ArtifactReader, readArtifact } from "../artifact.ts";
import { ArtifactError } from "../artifact-error.ts";
import { type ArtifactLimits, manifestFileName } from "../artifact-files.ts";
import { errorCode } from "./error-code.ts";
import { resolveFolder } from "./resolve-folder.ts";
import { findStanding } from "./sibling-folders.ts";

/** How often a read is begun anew because a writer replaced the folder meanwhile. */
const maxAttempts = 20;

/**
 * Reads the artifact in a folder and verifies the size and the SHA-256 of every file.
 *
 * While `writeArtifactFolder` replaces the folder, the old artifact or the new one is read, never a mixture. Where a
 * writer was killed between its two renames, the old artifact is read from where the writer left it.
 *
 * @param dir The folder; a symbolic link to one will do.
 * @param limits The largest sizes allowed; nothing larger is read.
 * @returns The artifact.
 * @throws {ArtifactError} With a code that says why, and the name of the file.
 *
 * @example
 * ```ts
 * import { createPredictor } from "@proj/model";
 * import { readArtifactFolder } from "@proj/model/node";
 *
 * const predictor = await createPredictor(await readArtifactFolder("models/odd-digits"));
 * ```
 */
export async function readArtifactFolder(dir: string, limits: ArtifactLimits = {}): Promise<Artifact> {
  try {
    return await readStanding(await resolveFolder(dir), limits);
  } catch (cause) {
    const code = errorCode(cause);
    if (cause instanceof ArtifactError || code === "") throw cause;
    throw failure(dir, manifestFileName, code, cause);
  }
}

async function readStanding(folder: string, limits: ArtifactLimits): Promise<Artifact> {
  for (let attempt = 1; ; attempt++) {
    const standing = (await findStanding(folder)) ?? folder;
    const before = await identity(standing);
    try {
      return await readArtifact(folderReader(standing), limits);
    } catch (error) {
      // Files of two artifacts, or none: was the folder replaced under the reader's hands?
      const now = (await findStanding(folder)) ?? folder;
      const isSame = now === standing && (await identity(now)) === before;
      if (isSame || attempt === maxAttempts) throw error;
    }
  }
}

/** Tells one folder from another that takes its place. */
async function identity(folder: string): Promise<string> {
  try {
    const { ino, ctimeMs, mtimeMs } = await stat(folder);
    return `${ino} ${ctimeMs} ${mtimeMs}`;
  } catch {
    return "";
  }
}

function folderReader(folder: string): ArtifactReader {
  const read = async (fileName: string, maxBytes: number): Promise<Uint8Array> => {
    const path = join(folder, fileName);
    try {
      return await readBounded(path, fileName, maxBytes);
    } catch (cause) {
      if (cause instanceof ArtifactError) throw cause;
      throw failure(path, fileName, errorCode(cause), cause);
    }
  };
  return Object.assign(read, { source: folder });
}

async function readBounded(path: string, fileName: string, maxBytes: number): Promise<Uint8Array> {
  // Asked before opening: opening a named pipe waits for somebody to write to it.
  if (!(await stat(path)).isFile()) {
    throw new ArtifactError(
      "unreadable",
      fileName,
      `Cannot read ${path}: it must be a file, received something else`,
    );
  }
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    if (size > maxBytes) {
      const problem = `it must have at most ${maxBytes} bytes, received ${size}`;
      throw new ArtifactError("too-large", fileName, `Cannot read ${path}: ${problem}`);
    }
    const bytes = new Uint8Array(size);
    let length = 0;
    while (length < size) {
      const { bytesRead } = await file.read(bytes, length, size - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  } finally {
    await file.close();
  }
}

function failure(path: string, fileName: string, code: string, cause: unknown): ArtifactError {
  const isMissing = code === "ENOENT" || code === "ENOTDIR";
  const problem = isMissing
    ? "must be there, received nothing; train a model first, or check the path"
    : `must be readable, received ${code}`;
  return new ArtifactError(
    isMissing ? "missing-file" : "unreadable",
    fileName,
    `Cannot read the artifact: ${path} ${problem}`,
    { cause },
  );
}
