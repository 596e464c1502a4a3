import { type UnzipFileInfo, unzipSync } from "fflate";
import type { ArtifactReader } from "../artifact.ts";
import { ArtifactError } from "../artifact-error.ts";
import { manifestFileName } from "../artifact-files.ts";

/** The most entries that a file may have: an artifact has three, and an archive program adds some of its own. */
const maxEntries = 1000;

/**
 * A reader of the artifact in a ZIP file, made by `encodeArtifactZip` or by packing an artifact's folder.
 *
 * The three files may lie in a folder of the ZIP file; nothing else in it is unpacked, and none of them beyond its limit.
 *
 * @param bytes The ZIP file.
 * @param source What error messages call it. Default `the ZIP file`.
 * @returns The reader for `readArtifact`. It throws an `ArtifactError` with the code `missing-file`, `too-large`, or
 * `unreadable` where a file cannot be unpacked.
 * @throws {ArtifactError} With the code `unreadable` where the bytes are no ZIP file, and `missing-file` where it holds no
 * artifact.
 *
 * @example
 * ```ts
 * import { type Artifact, readArtifact } from "@proj/model";
 * import { zipReader } from "@proj/model/zip";
 *
 * async function readUpload(file: Blob): Promise<Artifact> {
 *   return await readArtifact(zipReader(new Uint8Array(await file.arrayBuffer())));
 * }
 * ```
 */
export function zipReader(bytes: Uint8Array, source = "the ZIP file"): ArtifactReader {
  const action = `Cannot read the artifact ${source}`;
  const entries = listEntries(bytes, action);
  const folder = artifactFolder([...entries.keys()], action);
  const read = async (fileName: string, maxBytes: number): Promise<Uint8Array> => {
    const entry = entries.get(folder + fileName);
    if (entry === undefined) {
      throw new ArtifactError(
        "missing-file",
        fileName,
        `${action}: it must hold ${folder}${fileName}, received none`,
      );
    }
    if (entry.originalSize > maxBytes) {
      const problem = `${fileName} must have at most ${maxBytes} bytes, received ${entry.originalSize}`;
      throw new ArtifactError("too-large", fileName, `${action}: ${problem}`);
    }
    return unpack(bytes, entry.name, action);
  };
  return Object.assign(read, { source });
}

function listEntries(bytes: Uint8Array, action: string): ReadonlyMap<string, UnzipFileInfo> {
  const entries = new Map<string, UnzipFileInfo>();
  const refuse = (received: string, cause?: unknown): ArtifactError =>
    new ArtifactError("unreadable", null, `${action}: it must be a ZIP file, received ${received}`, {
      cause,
    });
  let count = 0;
  try {
    unzipSync(bytes, {
      filter(entry) {
        // Asked here because the file's own count of its entries may be any number.
        if (++count > maxEntries) throw refuse(`one of more than ${maxEntries} entries`);
        entries.set(entry.name, entry);
        return false;
      },
    });
  } catch (cause) {
    throw cause instanceof ArtifactError
      ? cause
      : refuse(`${bytes.byteLength} bytes that are not, or not all of one`, cause);
  }
  return entries;
}

/** The folder of the manifest that lies highest; empty, or ending in a slash. */
function artifactFolder(names: readonly string[], action: string): string {
  const depth = (name: string): number => name.split("/").length;
  const [highest] = names
    .filter((name) => name === manifestFileName || name.endsWith(`/${manifestFileName}`))
    .sort((first, second) => depth(first) - depth(second));
  if (highest === undefined) {
    const shown = names.slice(0, 5).join(", ");
    throw new ArtifactError(
      "missing-file",
      manifestFileName,
      `${action}: it must hold ${manifestFileName}, received ${shown === "" ? "an empty ZIP file" : shown}`,
    );
  }
  return highest.slice(0, -manifestFileName.length);
}

function unpack(bytes: Uint8Array, name: string, action: string): Uint8Array {
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, { filter: (entry) => entry.name === name });
  } catch (cause) {
    throw new ArtifactError(
      "unreadable",
      name.slice(name.lastIndexOf("/") + 1),
      `${action}: ${name} must be packed without encryption and undamaged, received one that cannot be unpacked`,
      { cause },
    );
  }
  return files[name] ?? new Uint8Array(0);
}
