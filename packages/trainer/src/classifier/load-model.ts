import type { LayersModelFiles } from "@proj/model";
import * as tf from "@tensorflow/tfjs";

/**
 * Reads a model out of the two files that `saveModel` writes, on the current backend.
 *
 * @param files The bytes of `model.json` and `weights.bin`.
 * @returns The model; the caller disposes it.
 */
export async function loadModel({ modelJson, weights }: LayersModelFiles): Promise<tf.LayersModel> {
  const { modelTopology, weightsManifest } = JSON.parse(
    new TextDecoder().decode(modelJson),
  ) as tf.io.ModelJSON;
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const weightData = weights.slice().buffer;
  return await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
}
