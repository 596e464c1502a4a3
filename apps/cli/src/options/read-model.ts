import { stat } from "node:fs/promises";
import { type Artifact, readArtifact } from "@proj/model";
import { readArtifactFolder } from "@proj/model/node";
import { zipReader } from "@proj/model/zip";
import { readInput } from "../images/read-input.ts";

/** The most bytes that a ZIP file of a model may have: 1 GiB, as its weights. */
const maxZipBytes = 2 ** 30;

/**
 * Reads a model: from its folder, or from the one file that the playground gives for download.
 *
 * @param path The folder, or a ZIP file of one.
 * @returns The artifact, checked.
 * @throws {ArtifactError} With a code that says why.
 * @throws {Error} Where a ZIP file cannot be read, or is too large.
 */
export async function readModel(path: string): Promise<Artifact> {
  // By what it is, not by its name: a browser may have called the second download "odd.zip (1)".
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isFile) return await readArtifactFolder(path);
  return await readArtifact(zipReader(await readInput(path, undefined, maxZipBytes), path));
}
