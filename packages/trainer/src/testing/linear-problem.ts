import { combinedLoss, defineLayout, flag, meanSquaredError, values } from "@proj/core";
import * as tf from "@tensorflow/tfjs";
import type { BatchLoss } from "../engine/batch-loss.ts";
import type { OptimizerSpec, TrainingData } from "../engine/engine.ts";
import { plainOptimizer } from "./plain-optimizer.ts";

const layout = defineLayout({ targets: values(2), counts: flag() });
const loss = combinedLoss(
  layout,
  { targets: { loss: meanSquaredError, mask: "counts" } },
  { reduction: "sum" },
) as unknown as BatchLoss;

const count = 12;
const inputs = Float32Array.from({ length: count * 3 }, (_, i) => Math.fround(Math.sin(i * 5)));
const labels = Float32Array.from({ length: count * 3 }, (_, i) =>
  i % 3 === 2 ? Number(i < 24) : Math.fround(Math.cos(i * 3)),
);
const data: TrainingData = { count, inputs, inputShape: [3], inputScale: 1, labels, labelWidth: 3 };

/** Five steps; nothing counts in the fourth one, in which an optimizer's memory goes on alone. */
export const linearBatches: readonly Uint32Array[] = [
  Uint32Array.of(0, 1, 2, 3),
  Uint32Array.of(4, 5, 6),
  Uint32Array.of(7, 0, 9),
  Uint32Array.of(8, 9, 10, 11),
  Uint32Array.of(2, 11, 6, 1),
];

/** A linear model of three inputs and two outputs, whose gradients are short formulas; the caller disposes the model. */
export function linearProblem(): {
  readonly model: tf.LayersModel;
  readonly loss: BatchLoss;
  readonly data: TrainingData;
} {
  const dense = tf.layers.dense({ name: "only", units: 2, useBias: false, inputShape: [3] });
  const model = tf.sequential({ layers: [dense] });
  tf.tidy(() => model.setWeights([tf.tensor([...startWeights], [3, 2])]));
  return { model, loss, data };
}

const startWeights: readonly number[] = [0.5, -0.25, 1, 0.75, -1, 0.125];

/** The weights after all steps in float64. */
export function plainLinearWeights(spec: OptimizerSpec): number[] {
  const weights = [...startWeights];
  const optimizers = weights.map(() => plainOptimizer(spec));
  for (const batch of linearBatches) {
    const gradients = weights.map(() => 0);
    for (const row of batch) {
      if (labels[row * 3 + 2] === 0) continue;
      for (let unit = 0; unit < 2; unit++) {
        let error = -(labels[row * 3 + unit] ?? 0);
        for (let i = 0; i < 3; i++) error += (inputs[row * 3 + i] ?? 0) * (weights[i * 2 + unit] ?? 0);
        // Of the mean of two squares.
        for (let i = 0; i < 3; i++) {
          gradients[i * 2 + unit] = (gradients[i * 2 + unit] ?? 0) + error * (inputs[row * 3 + i] ?? 0);
        }
      }
    }
    for (const [at, weight] of weights.entries()) {
      weights[at] = optimizers[at]?.(weight, gradients[at] ?? 0) ?? Number.NaN;
    }
  }
  return weights;
}
