import { type Artifact, ArtifactError, createPredictor, type Predictor, readArtifact } from "@proj/model";
import type { ModelFiles } from "../worker/messages.ts";

/** Images that are predicted in one go: well within the time of a frame. */
const pieceLength = 50;
const inputSize = 784;
const classCount = 10;

/** A model that can predict, and the files that it came from. */
export interface LoadedModel {
  readonly artifact: Artifact;
  readonly files: ModelFiles;
  readonly predictor: Predictor;
}

/**
 * Makes a model of its files.
 *
 * @param files Files by their names.
 * @returns The model.
 * @throws {ArtifactError} Where a file is missing or damaged.
 * @throws {RangeError} Where the model does not take digits.
 */
export async function loadModel(files: ReadonlyMap<string, Uint8Array>): Promise<LoadedModel> {
  const find = (name: string): Uint8Array<ArrayBuffer> => {
    const bytes = files.get(name);
    if (bytes !== undefined) return bytes as Uint8Array<ArrayBuffer>;
    throw new ArtifactError(
      "missing-file",
      name,
      `Cannot read the model: ${name} must be among the files, received none`,
    );
  };
  const artifact = await readArtifact(async (name) => find(name));
  const predictor = await createPredictor(artifact);
  if (predictor.inputSize !== inputSize || predictor.classes.length !== classCount) {
    predictor.dispose();
    throw new RangeError(
      `Cannot use the model ${artifact.manifest.name}: it must take 784 pixels and know 10 classes, received ${predictor.inputSize} and ${predictor.classes.length}`,
    );
  }
  const names = ["manifest.json", "model.json", "weights.bin"] as const;
  return {
    artifact,
    files: Object.fromEntries(names.map((name) => [name, find(name)])) as unknown as ModelFiles,
    predictor,
  };
}

/**
 * Predicts in pieces, between which the page can draw.
 *
 * @param predictor The model.
 * @param pixels `[N, 784]`, bytes.
 * @returns `[N, 10]` probabilities.
 */
export async function predictInPieces(predictor: Predictor, pixels: Uint8Array): Promise<Float32Array> {
  const count = pixels.length / inputSize;
  const all = new Float32Array(count * classCount);
  for (let start = 0; start < count; start += pieceLength) {
    if (start > 0) await new Promise((resolve) => setTimeout(resolve));
    const end = Math.min(start + pieceLength, count);
    const piece = pixels.subarray(start * inputSize, end * inputSize);
    all.set(await predictor.predict(piece, end - start), start * classCount);
  }
  return all;
}
