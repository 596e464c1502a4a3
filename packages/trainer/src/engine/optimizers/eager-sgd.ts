import * as tf from "@tensorflow/tfjs";
import type { SgdSpec } from "../engine.ts";
import { assign, toHost } from "../host-tensor.ts";
import type { EagerOptimizer, TrainedVariable } from "./eager-optimizer.ts";

/**
 * Makes gradient descent, with momentum where there is any.
 *
 * Not `tf.train.momentum`, which keeps its velocities to itself until its first step, and leaves a tensor behind when it is disposed.
 *
 * @param spec Its numbers.
 * @param variables What it moves.
 * @returns The optimizer; the caller disposes it.
 */
export function eagerSgd(
  { learningRate, momentum, nesterov }: SgdSpec,
  variables: readonly TrainedVariable[],
): EagerOptimizer {
  const velocities =
    momentum === 0
      ? []
      : variables.map(({ name, variable }) => ({
          name: `sgd/velocity/${name}`,
          variable: tf.tidy(() => tf.zerosLike(variable).variable(false)),
        }));
  return {
    step(gradients) {
      tf.tidy(() => {
        for (const [index, { variable }] of variables.entries()) {
          const gradient = gradients[index]?.tensor;
          if (gradient == null) continue;
          const velocity = velocities[index]?.variable;
          velocity?.assign(tf.add(tf.mul(velocity, momentum), gradient));
          const direction =
            velocity === undefined
              ? gradient
              : nesterov
                ? tf.add(gradient, tf.mul(velocity, momentum))
                : velocity;
          variable.assign(tf.sub(variable, tf.mul(direction, learningRate)));
        }
      });
    },
    async save() {
      const saved = velocities.map(async ({ name, variable }) => [name, await toHost(variable)] as const);
      return Object.fromEntries(await Promise.all(saved));
    },
    load(state) {
      for (const { name, variable } of velocities) assign(variable, name, state);
    },
    dispose: () => tf.dispose(velocities.map(({ variable }) => variable)),
  };
}
