import { readArtifact } from "@proj/model";
import { encodeArtifactZip } from "@proj/model/zip";
import type { ModelFiles } from "../worker/messages.ts";

/** A file to be saved. */
export interface Download {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Packs a model into the one file that is downloaded: `proj evaluate --model` reads it as it is, and unpacked it is a folder that the
 * service reads.
 *
 * @param files The model's files.
 * @returns The ZIP file, named after the model.
 * @throws {ArtifactError} Where a file is damaged.
 */
export async function modelZip(files: ModelFiles): Promise<Download> {
  const artifact = await readArtifact(async (name) => files[name as keyof ModelFiles]);
  return { name: zipName(artifact.manifest.name), bytes: await encodeArtifactZip(artifact) };
}

/**
 * Names the file of a model.
 *
 * @param modelName The model's name.
 * @returns The name in letters that any file system takes.
 */
export function zipName(modelName: string): string {
  const name = modelName.replace(/[^\p{L}\p{N}_-]+/gu, "-").slice(0, 60);
  return `${name.replaceAll("-", "") === "" ? "model" : name}.zip`;
}
