import * as tf from "@tensorflow/tfjs";
import { findSeededDropouts } from "../dropout/find-seeded-dropouts.ts";
import { createEagerEvaluator } from "../evaluation/eager-evaluator.ts";
import type { BatchLoss } from "./batch-loss.ts";
import { checkInputs } from "./check-inputs.ts";
import type { Engine, EngineState, HostTensor, IntervalLoss, OptimizerSpec, TrainingData } from "./engine.ts";
import { assign, toHost } from "./host-tensor.ts";
import { lossGradients } from "./loss-gradients.ts";
import { eagerOptimizer, type TrainedVariable } from "./optimizers/eager-optimizer.ts";
import { loadStep, saveStep } from "./step-state.ts";

/** What the eager engine trains. */
export interface EagerEngineOptions {
  /** Any layers model with one input and one output; it stays the caller's. */
  readonly model: tf.LayersModel;
  /** The loss of a batch, such as `conditionalLoss` makes. */
  readonly loss: BatchLoss;
  /** The optimizer with its numbers, such as `adam()`. */
  readonly optimizer: OptimizerSpec;
  /** The samples that batches are gathered from. */
  readonly data: TrainingData;
}

/**
 * Makes the engine that takes each step with TensorFlow.js's own operations, on whichever backend is current: the reference
 * for every other engine, and the one that trains any model.
 *
 * Layers made by `seededDropout` are told each step, and the number of steps is part of the state; the masks of
 * `tf.layers.dropout` are nobody's to repeat.
 *
 * @param options The model, its loss, its optimizer and its data.
 * @returns The engine; the caller disposes it, and the model.
 * @throws {RangeError} Where an input is not finite: masks protect against labels and predictions, not against inputs.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { adam, createEagerEngine } from "@proj/trainer";
 *
 * const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1 })] });
 * const inputs = Float32Array.of(0, 1, 2, 3);
 * const labels = Float32Array.of(1, 3, 5, 7);
 * const data = { count: 4, inputs, inputShape: [1], inputScale: 1, labels, labelWidth: 1 };
 * const engine = createEagerEngine({ model, loss: tf.losses.meanSquaredError, optimizer: adam(), data });
 * const { lossSum, samples } = await engine.train([Uint32Array.of(0, 1, 2, 3)]);
 * console.log(lossSum > 0, samples); // true 4
 * engine.dispose();
 * model.dispose();
 * ```
 */
export function createEagerEngine({ model, loss, optimizer: spec, data }: EagerEngineOptions): Engine {
  checkInputs(data);
  const weights = model.weights.map((weight) => ({
    name: weight.originalName,
    variable: weight.read() as tf.Variable,
  }));
  const trained = model.trainableWeights.map(
    (weight): TrainedVariable => ({ name: weight.originalName, variable: weight.read() as tf.Variable }),
  );
  const variables = trained.map(({ variable }) => variable);
  let optimizer = eagerOptimizer(spec, trained);
  const dropouts = findSeededDropouts(model);
  let stepsTaken = 0;

  /** One optimizer step; returns the step's loss times its samples. */
  function step(indices: Uint32Array): tf.Scalar {
    const inputs = gatherInputs(data, indices);
    const labels = gatherLabels(data, indices);
    for (const [place, dropout] of dropouts.entries()) dropout.enterStep(stepsTaken, place);
    try {
      const { cost, gradients } = lossGradients(
        () => loss(labels, model.apply(inputs, { training: true }) as tf.Tensor).asScalar(),
        variables,
      );
      optimizer.step(gradients);
      tf.dispose(gradients.map(({ tensor }) => tensor));
      stepsTaken++;
      const weighted = tf.mul<tf.Scalar>(cost, indices.length);
      cost.dispose();
      return weighted;
    } finally {
      tf.dispose([inputs, labels]);
    }
  }

  return {
    name: "eager",
    async train(batches: readonly Uint32Array[]): Promise<IntervalLoss> {
      let lossSum: tf.Scalar | null = null;
      let samples = 0;
      try {
        for (const indices of batches) {
          const weighted = step(indices);
          if (lossSum === null) lossSum = weighted;
          else {
            const before: tf.Scalar = lossSum;
            lossSum = tf.add<tf.Scalar>(before, weighted);
            tf.dispose([before, weighted]);
          }
          samples += indices.length;
        }
        if (lossSum === null) return { lossSum: 0, samples: 0 };
        return { lossSum: (await lossSum.data())[0] ?? Number.NaN, samples };
      } finally {
        lossSum?.dispose();
      }
    },
    evaluator: (samples) => createEagerEvaluator(model, loss, samples),
    async saveState(): Promise<EngineState> {
      const state: Record<string, HostTensor> = {};
      for (const { name, variable } of weights) state[`weight/${name}`] = await toHost(variable);
      const step = dropouts.length > 0 ? saveStep(stepsTaken) : {}; // nothing else depends on it
      return { ...state, ...(await optimizer.save()), ...step };
    },
    async loadState(state: EngineState): Promise<void> {
      const step = dropouts.length > 0 ? loadStep(state) : 0;
      for (const { name, variable } of weights) assign(variable, `weight/${name}`, state);
      const fresh = eagerOptimizer(spec, trained);
      try {
        fresh.load(state);
      } catch (error) {
        fresh.dispose();
        throw error;
      }
      optimizer.dispose();
      optimizer = fresh;
      stepsTaken = step;
    },
    dispose: () => optimizer.dispose(),
  };
}

/** The inputs of some samples as `[B, ...inputShape]` float32. */
function gatherInputs({ inputs, inputShape, inputScale }: TrainingData, indices: Uint32Array): tf.Tensor {
  const size = inputShape.reduce((product, length) => product * length, 1);
  const batch = new Float32Array(indices.length * size);
  const scale = inputs instanceof Uint8Array ? inputScale : 1;
  for (let row = 0; row < indices.length; row++) {
    const from = (indices[row] ?? 0) * size;
    const to = row * size;
    for (let i = 0; i < size; i++) batch[to + i] = (inputs[from + i] ?? 0) * scale;
  }
  return tf.tensor(batch, [indices.length, ...inputShape]);
}

/** The combined labels of some samples as `[B, L]` float32. */
function gatherLabels({ labels, labelWidth }: TrainingData, indices: Uint32Array): tf.Tensor2D {
  const batch = new Float32Array(indices.length * labelWidth);
  for (let row = 0; row < indices.length; row++) {
    const from = (indices[row] ?? 0) * labelWidth;
    batch.set(labels.subarray(from, from + labelWidth), row * labelWidth);
  }
  return tf.tensor2d(batch, [indices.length, labelWidth]);
}
