import { ArtifactError } from "./artifact-error.ts";
import {
  type ArtifactLimits,
  defaultMaxWeightsBytes,
  manifestFileName,
  maxManifestBytes,
  maxModelJsonBytes,
  modelFileName,
  weightsFileName,
} from "./artifact-files.ts";
import { parseLayersModel } from "./layers-model.ts";
import { type FileRecord, formatVersion, type Manifest } from "./manifest.ts";
import { isSealed, sealManifest } from "./manifest-checksum.ts";
import { checkManifest } from "./parse-manifest.ts";
import { sha256Hex } from "./sha256.ts";

/** A trained model as it is kept in files: the manifest, and the tfjs layers-model pair. */
export interface Artifact {
  /** What the model is, and the checksums of the two files. */
  readonly manifest: Manifest;
  /** The bytes of `model.json`. */
  readonly modelJson: Uint8Array;
  /** The bytes of `weights.bin`. */
  readonly weights: Uint8Array;
}

/**
 * Gets one file of an artifact from wherever it is kept.
 *
 * It is asked for `manifest.json`, `model.json` and `weights.bin`, with the most bytes that are wanted. It throws an
 * `ArtifactError` with the code `missing-file` for a file that is not there; it should stop early, with `too-large`,
 * at a file beyond the limit.
 */
export interface ArtifactReader {
  (fileName: string, maxBytes: number): Promise<Uint8Array>;
  /** Where the files come from, for error messages. */
  readonly source?: string;
}

/** What `createArtifact` takes: everything of the manifest but what it fills in, and the two files. */
export interface ArtifactContents {
  /** The manifest without the fields that are computed. */
  readonly manifest: Omit<Manifest, "format" | "formatVersion" | "files" | "checksum">;
  /** The bytes of `model.json`, the layers-model format, with its weights in `weights.bin`. */
  readonly modelJson: Uint8Array;
  /** The bytes of `weights.bin`. */
  readonly weights: Uint8Array;
}

/**
 * Makes an artifact of a trained model: fills in the format and each file's size and SHA-256, and checks all of it.
 *
 * @param contents The manifest's fields and the bytes of the files, which are not copied.
 * @param limits The largest sizes allowed.
 * @returns The artifact, ready to be written.
 * @throws {ArtifactError} With the code `invalid-manifest`, `invalid-model` or `too-large`.
 *
 * @example
 * ```ts
 * import { type Artifact, type ArtifactContents, createArtifact, encodeLayersModel, type SavedLayersModel } from "@proj/model";
 *
 * function toArtifact(manifest: ArtifactContents["manifest"], saved: SavedLayersModel): Promise<Artifact> {
 *   return createArtifact({ manifest, ...encodeLayersModel(saved) });
 * }
 * ```
 */
export async function createArtifact(
  contents: ArtifactContents,
  limits: ArtifactLimits = {},
): Promise<Artifact> {
  const { modelJson, weights } = contents;
  const { manifest } = await sealManifest({
    ...contents.manifest,
    format: "proj-model",
    formatVersion,
    files: {
      [modelFileName]: { bytes: modelJson.byteLength, sha256: await sha256Hex(modelJson) },
      [weightsFileName]: { bytes: weights.byteLength, sha256: await sha256Hex(weights) },
    },
  });
  const artifact = { manifest, modelJson, weights };
  checkDeclaredSizes(artifact.manifest, "create the artifact", limits);
  parseLayersModel(modelJson, weights, "create the artifact");
  return artifact;
}

/**
 * Reads an artifact and verifies the size and the SHA-256 of every file.
 *
 * Checksums show damage, not who made the artifact: read from a place that you trust.
 *
 * @param reader Gets one file; `urlReader` here, or `readArtifactFolder` of `@proj/model/node` for a folder.
 * @param limits The largest sizes allowed; nothing larger is read.
 * @returns The artifact.
 * @throws {ArtifactError} With a code that says why, and the name of the file.
 * @throws Whatever else the reader throws, unchanged.
 *
 * @example
 * ```ts
 * import { createPredictor, readArtifact, urlReader } from "@proj/model";
 *
 * const artifact = await readArtifact(urlReader("https://example.com/models/odd-digits/"));
 * const predictor = await createPredictor(artifact);
 * ```
 */
export async function readArtifact(reader: ArtifactReader, limits: ArtifactLimits = {}): Promise<Artifact> {
  const action = reader.source === undefined ? "read the artifact" : `read the artifact ${reader.source}`;
  const manifest = await decodeManifest(await reader(manifestFileName, maxManifestBytes), action);
  checkDeclaredSizes(manifest, action, limits);
  const [modelJson, weights] = await Promise.all([
    readDeclared(reader, manifest, modelFileName, action),
    readDeclared(reader, manifest, weightsFileName, action),
  ]);
  const artifact = { manifest, modelJson, weights };
  await verifyArtifact(artifact, action);
  return artifact;
}

/**
 * Checks that an artifact's files are the ones that its manifest describes.
 *
 * @param artifact The artifact.
 * @param action What the caller was doing, for the error message: `read the artifact models/odd`.
 * @throws {ArtifactError} With the code `checksum` or `invalid-model`.
 */
export async function verifyArtifact(artifact: Artifact, action: string): Promise<void> {
  const { manifest, modelJson, weights } = artifact;
  for (const [fileName, bytes] of [
    [modelFileName, modelJson],
    [weightsFileName, weights],
  ] as const) {
    const { sha256 } = declared(manifest, fileName);
    checkLength(manifest, fileName, bytes.byteLength, action);
    const received = await sha256Hex(bytes);
    if (received !== sha256) {
      throw damaged(
        fileName,
        action,
        `it must have the SHA-256 ${sha256} of the manifest, received ${received}`,
      );
    }
  }
  parseLayersModel(modelJson, weights, action);
}

async function decodeManifest(bytes: Uint8Array, action: string): Promise<Manifest> {
  if (bytes.byteLength > maxManifestBytes) {
    const problem = `it must have at most ${maxManifestBytes} bytes, received ${bytes.byteLength}`;
    throw new ArtifactError(
      "too-large",
      manifestFileName,
      `Cannot ${action}: ${manifestFileName}: ${problem}`,
    );
  }
  let text: string;
  let json: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    json = JSON.parse(text);
  } catch (cause) {
    const problem = `it must be JSON in UTF-8, received ${bytes.byteLength} bytes that are not`;
    throw new ArtifactError(
      "invalid-manifest",
      manifestFileName,
      `Cannot ${action}: ${manifestFileName}: ${problem}`,
      { cause },
    );
  }
  const manifest = checkManifest(json, `${action}: ${manifestFileName}`);
  if (await isSealed(text, manifest.checksum)) return manifest;
  throw damaged(manifestFileName, action, "it must have the checksum that it states, received another text");
}

function checkDeclaredSizes(manifest: Manifest, action: string, limits: ArtifactLimits): void {
  const maxWeightsBytes = limits.maxWeightsBytes ?? defaultMaxWeightsBytes;
  for (const [fileName, most] of [
    [modelFileName, maxModelJsonBytes],
    [weightsFileName, maxWeightsBytes],
  ] as const) {
    const { bytes } = declared(manifest, fileName);
    if (bytes <= most) continue;
    const remedy = fileName === weightsFileName ? "; the option maxWeightsBytes allows more" : "";
    throw new ArtifactError(
      "too-large",
      fileName,
      `Cannot ${action}: ${fileName} must have at most ${most} bytes, received ${bytes}${remedy}`,
    );
  }
}

async function readDeclared(
  reader: ArtifactReader,
  manifest: Manifest,
  fileName: string,
  action: string,
): Promise<Uint8Array> {
  try {
    return await reader(fileName, declared(manifest, fileName).bytes);
  } catch (error) {
    // The limit was the size in the manifest: a longer file is one that was changed.
    if (!(error instanceof ArtifactError) || error.code !== "too-large") throw error;
    const { bytes } = declared(manifest, fileName);
    throw damaged(fileName, action, `it must have the ${bytes} bytes of the manifest, received more`);
  }
}

function checkLength(manifest: Manifest, fileName: string, received: number, action: string): void {
  const { bytes } = declared(manifest, fileName);
  if (received === bytes) return;
  throw damaged(fileName, action, `it must have the ${bytes} bytes of the manifest, received ${received}`);
}

function declared(manifest: Manifest, fileName: string): FileRecord {
  const record = manifest.files[fileName];
  if (record !== undefined) return record;
  throw new ArtifactError(
    "invalid-manifest",
    manifestFileName,
    `Cannot use ${manifestFileName}: files must hold ${fileName}, received nothing`,
  );
}

function damaged(fileName: string, action: string, problem: string): ArtifactError {
  return new ArtifactError(
    "checksum",
    fileName,
    `Cannot ${action}: ${fileName} is damaged or was replaced: ${problem}; get the artifact again`,
  );
}
