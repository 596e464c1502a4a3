import { encodeLayersModel, type LayersModelFiles } from "@proj/model";
import * as tf from "@tensorflow/tfjs";

/**
 * Writes a model as the two files that `tf.loadLayersModel` reads.
 *
 * @param model Any layers model; still the caller's.
 * @returns The bytes of `model.json` and `weights.bin`.
 */
export async function saveModel(model: tf.LayersModel): Promise<LayersModelFiles> {
  const saved: tf.io.ModelArtifacts[] = [];
  await model.save(
    tf.io.withSaveHandler((artifacts) => {
      saved.push(artifacts);
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } });
    }),
  );
  return encodeLayersModel(saved[0] ?? {});
}
