import { zipSync } from "fflate";
import { type Artifact, verifyArtifact } from "../artifact.ts";
import { manifestFileName, modelFileName, weightsFileName } from "../artifact-files.ts";
import { sealManifest } from "../manifest-checksum.ts";

/** The earliest time that a ZIP file can state, in every time zone: the same artifact gives the same bytes. */
const noTime = new Date(1980, 0, 1);

/**
 * Packs an artifact into one ZIP file, which any system unpacks to the folder's three files.
 *
 * @param artifact The artifact, from `createArtifact` or a reader.
 * @returns The file's bytes; equal artifacts give equal bytes.
 * @throws {ArtifactError} With the code `checksum`, `invalid-model` or `invalid-manifest` for an artifact whose files or
 * manifest are not right.
 *
 * @example
 * ```ts
 * import type { Artifact } from "@proj/model";
 * import { encodeArtifactZip } from "@proj/model/zip";
 *
 * async function toDownload(artifact: Artifact): Promise<Blob> {
 *   return new Blob([await encodeArtifactZip(artifact)], { type: "application/zip" });
 * }
 * ```
 */
export async function encodeArtifactZip(artifact: Artifact): Promise<Uint8Array<ArrayBuffer>> {
  await verifyArtifact(artifact, "pack the artifact");
  const { text } = await sealManifest(artifact.manifest);
  return zipSync(
    {
      [manifestFileName]: new TextEncoder().encode(text),
      [modelFileName]: artifact.modelJson,
      [weightsFileName]: artifact.weights,
    },
    { mtime: noTime },
  );
}
