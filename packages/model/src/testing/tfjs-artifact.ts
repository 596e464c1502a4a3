import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { type Artifact, createArtifact } from "../artifact.ts";
import { encodeLayersModel } from "../encode-layers-model.ts";
import { exampleManifest } from "./example-artifact.ts";

/** An artifact of a tfjs model, saved by tfjs itself. */
export async function tfjsArtifact(
  model: LayersModel,
  inputShape: readonly number[],
  classes: number,
): Promise<Artifact> {
  const saved: tf.io.ModelArtifacts[] = [];
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved.push(artifacts);
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
    }),
  );
  return createArtifact({
    manifest: exampleManifest({ inputShape, classes }),
    ...encodeLayersModel(saved[0] ?? {}),
  });
}

/** Numbers between 0 and 1 in an order that looks random, the same every time. Source: mulberry32, public domain. */
export function* randomNumbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** Inputs of which, like a digit's pixels, four of five are 0; the others are from -1 to 1. */
export function sparseInputs(length: number, seed: number): Float32Array {
  const random = randomNumbers(seed);
  return Float32Array.from({ length }, () => (random.next().value < 0.8 ? 0 : random.next().value * 2 - 1));
}

/** Bytes of which, like a digit's pixels, four of five are 0. */
export function sparseBytes(length: number, seed: number): Uint8Array {
  const random = randomNumbers(seed);
  return Uint8Array.from({ length }, () => (random.next().value < 0.8 ? 0 : 1 + random.next().value * 255));
}

/** Gives every bias of a model a value; tfjs begins with zeros. */
export function fillBiases(model: LayersModel): void {
  const random = randomNumbers(7);
  model.setWeights(
    model
      .getWeights()
      .map((weight) =>
        weight.rank > 1
          ? weight
          : tf.tensor1d(Array.from({ length: weight.size }, () => random.next().value - 0.5)),
      ),
  );
}
