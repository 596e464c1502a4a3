import process from "node:process";
import { parseCondition } from "@proj/core";
import { loadBundledDigits } from "@proj/datasets";
import type { Artifact } from "@proj/model";
import { adam, trainClassifier } from "@proj/trainer";
import { openBackend } from "@proj/trainer/backend";

/** The name that the model is served under. */
export const modelName = "odd-digits";

/** Values of one image. */
export const imageSize = 784;

/** The worked example's network, 784-64-10, after one epoch, and images to show it. */
export interface TrainedDigits {
  readonly artifact: Artifact;
  /** `[count, 784]` bytes, of all digits in turn. */
  readonly images: Uint8Array;
  readonly count: number;
}

/**
 * Trains the model that is served: one epoch, for zeros among the hidden units are as many as training leaves.
 *
 * @param count How many images are wanted.
 */
export async function trainDigits(count = 1000): Promise<TrainedDigits> {
  const dataset = await loadBundledDigits();
  const backend = await openBackend({ backend: "wasm" });
  const { artifact } = await trainClassifier({
    dataset,
    condition: parseCondition("odd", ["digit"]),
    backend,
    name: modelName,
    hiddenUnits: [64],
    epochs: 1,
    batchSize: 128,
    seed: 1,
    optimizer: adam(),
    reduction: "sumOverBatchSize",
    runtime: `node ${process.versions.node}`,
  });
  backend.close();
  if (artifact === null) throw new Error("Cannot train the digits: the run must be complete");
  const { images, count: all } = dataset.train;
  const chosen = new Uint8Array(count * imageSize);
  // The digits lie grouped; a step that shares no factor with their number takes them in turn.
  for (let index = 0; index < count; index++) {
    const from = ((index * 907) % all) * imageSize;
    chosen.set(images.subarray(from, from + imageSize), index * imageSize);
  }
  return { artifact, images: chosen, count };
}

/** Bytes as the network takes them, in float32. */
export function toFloats(bytes: Uint8Array): Float32Array {
  return Float32Array.from(bytes, (byte) => byte / 255);
}

/** Floats as a client writes them: no more digits than a float32 has. */
export function shortFloats(bytes: Uint8Array): number[] {
  return Array.from(bytes, (byte) => Number((byte / 255).toPrecision(8)));
}
