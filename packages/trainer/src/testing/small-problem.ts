import { categoricalCrossentropy, parseCondition } from "@proj/core";
import * as tf from "@tensorflow/tfjs";
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
  /** The mean probability of the right class, of four images that are not trained on: one of each class. */
  score(): Promise<number>;
  /** The weights' bytes as text, to compare runs bit for bit. */
  weights(): Promise<string>;
  dispose(): void;
}

/**
 * Makes 40 images of 4x4 pixels in 4 classes, of which the odd ones count, with a 16-8-4 perceptron.
 *
 * @param seed Decides the weights; the images are always the same.
 * @param dropout The part of the hidden units that is dropped.
 * @returns The problem; the caller disposes it.
 */
export function smallProblem(seed = 1, dropout = 0): SmallProblem {
  const count = 40;
  const digits = Uint8Array.from({ length: count }, (_, i) => i % 4);
  // Class k lights row k; a second pixel moves with the sample, so that no two images of a class are the same.
  const inputs = new Uint8Array(count * 16);
  for (let i = 0; i < count; i++) {
    inputs.fill(200, i * 16 + (i % 4) * 4, i * 16 + (i % 4) * 4 + 4);
    inputs[i * 16 + ((i * 7) % 16)] = 90;
  }
  const labels = conditionalLabels(digits, 4, "digit", parseCondition("odd", ["digit"]));
  const model = perceptron({ inputShape: [4, 4], hiddenUnits: [8], classes: 4, dropout, seed });
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
    score: async () => {
      // Row k lit alone, for class k: the right class of image k is k.
      const probabilities = tf.tidy(() => {
        const images = tf.tensor(
          Float32Array.from({ length: 4 * 16 }, (_, i) =>
            Math.floor((i % 16) / 4) === Math.floor(i / 16) ? 1 : 0,
          ),
          [4, 4, 4],
        );
        return tf
          .mul(model.predict(images) as tf.Tensor, tf.eye(4))
          .sum()
          .div(4);
      });
      const [score = Number.NaN] = await probabilities.data();
      probabilities.dispose();
      return score;
    },
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
