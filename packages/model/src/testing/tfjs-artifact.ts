import * as tf from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { type Artifact, createArtifact } from "../artifact.ts";
import { encodeLayersModel } from "../encode-layers-model.ts";
import { exampleManifest } from "./example-artifact.ts";
import { randomNumbers } from "./random-numbers.ts";

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
