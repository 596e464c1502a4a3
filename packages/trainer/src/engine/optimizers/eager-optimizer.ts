import type * as tf from "@tensorflow/tfjs";
import type { EngineState, HostTensor, OptimizerSpec } from "../engine.ts";
import type { NamedGradient } from "../loss-gradients.ts";
import { eagerAdam } from "./eager-adam.ts";
import { eagerSgd } from "./eager-sgd.ts";

/** A variable that is trained, by the name that it has in a state. */
export interface TrainedVariable {
  readonly name: string;
  readonly variable: tf.Variable;
}

/** An optimizer that moves a model's variables with TensorFlow.js's operations. */
export interface EagerOptimizer {
  /** Takes one step with the gradients of the variables, in their order; they stay the caller's. */
  step(gradients: NamedGradient[]): void;
  /** Copies its memory to the host, by the names that a state has. */
  save(): Promise<Readonly<Record<string, HostTensor>>>;
  /** Puts saved memory in the place of its own; before the first step, and once. Throws a `RangeError` where a tensor is missing or does not fit. */
  load(state: EngineState): void;
  /** Frees its memory. */
  dispose(): void;
}

/**
 * Makes an optimizer.
 *
 * @param spec Which, with its numbers.
 * @param variables What it moves, in the model's order.
 * @returns The optimizer, which has taken no step; the caller disposes it.
 */
export function eagerOptimizer(spec: OptimizerSpec, variables: readonly TrainedVariable[]): EagerOptimizer {
  return spec.name === "sgd" ? eagerSgd(spec, variables) : eagerAdam(spec, variables);
}
