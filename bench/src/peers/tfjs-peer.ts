import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-wasm";
import type { Artifact } from "@proj/model";
import * as tf from "@tensorflow/tfjs";

/** A model on one backend of TensorFlow.js. */
export interface TfjsPeer {
  /** Makes its backend the current one; to be called before `predict`, and not timed. */
  activate(): Promise<void>;
  predict(images: Float32Array, count: number): Uint8Array | Int32Array | Float32Array;
}

/**
 * Loads an artifact's model as a user of TensorFlow.js would.
 *
 * @param artifact The artifact.
 * @param backend Where it computes.
 * @returns The model.
 */
export async function openTfjs({ modelJson, weights }: Artifact, backend: "cpu" | "wasm"): Promise<TfjsPeer> {
  // It greets whoever uses the first one.
  tf.env().set("PROD", true);
  await tf.setBackend(backend);
  const { modelTopology, weightsManifest } = JSON.parse(new TextDecoder().decode(modelJson)) as {
    modelTopology: object;
    weightsManifest: readonly { readonly weights: tf.io.WeightsManifestEntry[] }[];
  };
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest.flatMap((group) => group.weights),
      weightData: weights.slice().buffer,
    }),
  );
  const shape = model.inputs[0]?.shape.slice(1).map((length) => length ?? 1) ?? [];
  return {
    async activate() {
      await tf.setBackend(backend);
    },
    predict: (images, count) =>
      tf.tidy(() => {
        const output = model.predictOnBatch(tf.tensor(images, [count, ...shape]));
        if (Array.isArray(output)) throw new Error("Cannot predict: the model must have one output");
        // What computes on the processor has its values at once: the fastest way to read them.
        return output.dataSync();
      }),
  };
}
