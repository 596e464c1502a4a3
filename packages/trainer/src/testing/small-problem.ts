import { categoricalCrossentropy, parseCondition } from "@proj/core";
import type * as tf from "@tensorflow/tfjs";
import { adam } from "../adam.ts";
import { conditionalLabels, conditionalLoss, imageTrainingData } from "../classifier/label-columns.ts";
import { createEagerEngine } from "../engine/eager-engine.ts";
import type { Engine } from "../engine/engine.ts";
import { perceptron } from "../perceptron.ts";

/** A model small enough to train in milliseconds, and what trains it. */
export interface SmallProblem {
  readonly model: tf.LayersModel;
  readonly engine: Engine;
  readonly count: number;
  /** The weights' bytes as text, to compare runs bit for bit. */
  weights(): Promise<string>;
  dispose(): void;
}

/**
 * Makes 40 images of 4x4 pixels in 4 classes, of which the odd ones count, with a 16-8-4 perceptron.
 *
 * @param seed Decides the weights; the images are always the same.
 * @returns The problem; the caller disposes it.
 */
export function smallProblem(seed = 1): SmallProblem {
  const count = 40;
  const digits = Uint8Array.from({ length: count }, (_, i) => i % 4);
  // Class k lights row k; a second pixel moves with the sample, so that no two images of a class are the same.
  const inputs = new Uint8Array(count * 16);
  for (let i = 0; i < count; i++) {
    inputs.fill(200, i * 16 + (i % 4) * 4, i * 16 + (i % 4) * 4 + 4);
    inputs[i * 16 + ((i * 7) % 16)] = 90;
  }
  const labels = conditionalLabels(digits, 4, "digit", parseCondition("odd", ["digit"]));
  const model = perceptron({ inputShape: [4, 4], hiddenUnits: [8], classes: 4, seed });
  const engine = createEagerEngine({
    model,
    loss: conditionalLoss(labels, categoricalCrossentropy),
    optimizer: adam({ learningRate: 0.01 }),
    data: imageTrainingData({ images: inputs, count, imageShape: [4, 4] }, labels),
  });
  return {
    model,
    engine,
    count,
    weights: async () => {
      const bytes = await Promise.all(
        model.weights.map(async (weight) =>
          Buffer.from(Float32Array.from(await weight.read().data()).buffer).toString("hex"),
        ),
      );
      return bytes.join(" ");
    },
    dispose: () => {
      engine.dispose();
      model.dispose();
    },
  };
}
