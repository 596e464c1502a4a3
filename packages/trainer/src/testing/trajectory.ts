import { readFileSync } from "node:fs";
import { categoricalCrossentropy, parseCondition } from "@proj/core";
import * as tf from "@tensorflow/tfjs";
import { adam } from "../adam.ts";
import { conditionalLabels, conditionalLoss, imageTrainingData } from "../classifier/label-columns.ts";
import { createEagerEngine, type EagerEngineOptions } from "../engine/eager-engine.ts";
import type { Engine, TrainingData } from "../engine/engine.ts";
import { perceptron } from "../perceptron.ts";

const read = (name: string): Buffer => readFileSync(new URL(`../../../../vectors/${name}`, import.meta.url));
const floats = (name: string): Float32Array => new Float32Array(Uint8Array.from(read(name)).buffer);

/** The reference run: 20 Adam steps of the worked example on 640 images, computed in float64 by PyTorch. */
export const trajectory = {
  ...(JSON.parse(read("trajectory.json").toString()) as {
    readonly samples: number;
    readonly batch_size: number;
    readonly order: readonly (readonly number[])[];
    readonly loss_per_step: readonly number[];
  }),
  final: floats("trajectory_final.f32"),
};

const digits = Uint8Array.from(read("trajectory_labels.u8"));

/** Whether a sample's label counts. */
export function isOdd(sample: number): boolean {
  return (digits[sample] ?? 0) % 2 === 1;
}

/** The reference run's batches, in order: 4 epochs of 5. */
export const trajectoryBatches: readonly Uint32Array[] = trajectory.order.flatMap((order) =>
  Array.from({ length: order.length / trajectory.batch_size }, (_, i) =>
    Uint32Array.from(order.slice(i * trajectory.batch_size, (i + 1) * trajectory.batch_size)),
  ),
);

/**
 * The worked example at the reference run's first step, on the current backend.
 *
 * @param createEngine Makes the engine that is tested.
 */
export function trajectoryStart<E extends Engine = Engine>(
  createEngine: (options: EagerEngineOptions) => E = createEagerEngine as (options: EagerEngineOptions) => E,
): { readonly model: tf.LayersModel; readonly engine: E; readonly data: TrainingData } {
  const labels = conditionalLabels(digits, 10, "digit", parseCondition("odd", ["digit"]));
  const model = perceptron({ inputShape: [28, 28], hiddenUnits: [64], classes: 10, seed: 1 });
  const initial = floats("trajectory_initial.f32");
  tf.tidy(() => {
    let at = 0;
    model.setWeights(
      model.getWeights().map(({ shape, size }) => {
        at += size;
        return tf.tensor(initial.slice(at - size, at), shape);
      }),
    );
  });
  const data = imageTrainingData(
    {
      images: Uint8Array.from(read("trajectory_images.u8")),
      count: trajectory.samples,
      imageShape: [28, 28],
    },
    labels,
  );
  const loss = conditionalLoss(labels, categoricalCrossentropy);
  return { model, data, engine: createEngine({ model, loss, optimizer: adam(), data }) };
}

/** A model's weights, one after another. */
export async function weightsOf(model: tf.LayersModel): Promise<Float32Array> {
  const values = await Promise.all(model.weights.map((weight) => weight.read().data()));
  return Float32Array.from(values.flatMap((each) => Array.from(each)));
}
