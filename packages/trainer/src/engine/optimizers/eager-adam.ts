import * as tf from "@tensorflow/tfjs";
import type { AdamSpec, AdamWSpec } from "../engine.ts";
import type { NamedGradient } from "../loss-gradients.ts";
import { loadAdam, saveAdam } from "./adam-state.ts";
import type { EagerOptimizer, TrainedVariable } from "./eager-optimizer.ts";

/**
 * Makes TensorFlow.js's Adam; for AdamW each step begins with weights that have decayed, which TensorFlow.js has no optimizer for.
 *
 * @param spec Its numbers.
 * @param variables What it moves.
 * @returns The optimizer; the caller disposes it.
 */
export function eagerAdam(spec: AdamSpec | AdamWSpec, variables: readonly TrainedVariable[]): EagerOptimizer {
  const { learningRate, beta1, beta2, epsilon } = spec;
  const optimizer = tf.train.adam(learningRate, beta1, beta2, epsilon);
  const names = variables.map(({ name }) => name);
  const kept = spec.name === "adamw" ? 1 - learningRate * spec.weightDecay : 1;
  return {
    step(gradients) {
      if (kept !== 1) decay(variables, gradients, kept);
      optimizer.applyGradients(gradients);
    },
    save: () => saveAdam(optimizer, names),
    load: (state) => loadAdam(optimizer, names, state),
    dispose: () => optimizer.dispose(),
  };
}

function decay(
  variables: readonly TrainedVariable[],
  gradients: readonly NamedGradient[],
  kept: number,
): void {
  tf.tidy(() => {
    for (const [index, { variable }] of variables.entries()) {
      // As in PyTorch: what the loss does not depend on stays as it is.
      if (gradients[index]?.tensor != null) variable.assign(tf.mul(variable, kept));
    }
  });
}
