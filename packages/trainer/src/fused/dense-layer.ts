import type * as tf from "@tensorflow/tfjs";
import { CannotPlan } from "./cannot-plan.ts";

/** What is applied to a layer's sums. */
export type Activation = "linear" | "relu" | "tanh" | "sigmoid" | "softmax";

/** A weight of the model, by the name that it has in a state. */
export interface NamedVariable {
  readonly name: string;
  readonly variable: tf.Variable;
}

/** What a step drops of a layer's results. */
export interface LayerDropout {
  readonly rate: number;
  readonly seed: number;
  /** Which of the model's seeded dropout layers it is, from 0. */
  readonly place: number;
}

/** Units side by side that have weights of their own in the model. */
export interface DenseHead {
  readonly name: string;
  readonly units: number;
  readonly activation: Activation;
  /** `[inputs, units]`. */
  readonly kernel: NamedVariable;
  /** `[units]`, or `null` where there is none. */
  readonly bias: NamedVariable | null;
}

/** A dense layer, with the activation and the dropout that follow it; or several beside each other, as one. */
export interface DenseLayer {
  readonly name: string;
  readonly inputs: number;
  /** The units of all heads. */
  readonly units: number;
  /** What is applied to all its sums together, `null` where that is not one thing: the last layer's heads apply their own. */
  readonly activation: Activation | null;
  readonly dropout: LayerDropout | null;
  readonly hasBias: boolean;
  /** What it is made of: one, or in the last layer several. */
  readonly heads: readonly DenseHead[];
}

const activations: readonly string[] = ["linear", "relu", "tanh", "sigmoid", "softmax"];

/**
 * Reads a Dense layer.
 *
 * @param layer The layer.
 * @returns The layer, with its own activation.
 * @throws {CannotPlan} Where its activation is not known, or it is not trained.
 */
export function denseLayer(layer: tf.layers.Layer): DenseLayer {
  const activation = activationOf(layer);
  const { activation: asked } = layer.getConfig();
  if (activation === null)
    throw new CannotPlan(`the layer ${layer.name} has the activation ${String(asked)}`);
  const [kernel, bias = null] = layer.weights.map((weight): NamedVariable => {
    return { name: weight.originalName, variable: weight.read() as tf.Variable };
  });
  const [inputs, units] = kernel?.variable.shape ?? [];
  if (kernel === undefined || inputs === undefined || units === undefined) {
    throw new CannotPlan(`the layer ${layer.name} has no kernel`);
  }
  if (layer.trainableWeights.length !== layer.weights.length) {
    throw new CannotPlan(`the layer ${layer.name} is not trained`);
  }
  const { name } = layer;
  const heads = [{ name, units, activation, kernel, bias }];
  return { name, inputs, units, activation, dropout: null, hasBias: bias !== null, heads };
}

/**
 * Reads an activation.
 *
 * @param layer A layer.
 * @returns The activation that it is or has, or `null` where it is none of the known ones.
 */
export function activationOf(layer: tf.layers.Layer): Activation | null {
  const kind = layer.getClassName();
  const config = layer.getConfig();
  if (kind === "ReLU") return config["maxValue"] == null && config["max_value"] == null ? "relu" : null;
  // What a dense layer gives has two axes, so that these are the same one.
  if (kind === "Softmax") return config["axis"] === 1 || config["axis"] === -1 ? "softmax" : null;
  if (kind !== "Dense" && kind !== "Activation") return null;
  const { activation = "linear" } = config;
  return isActivation(activation) ? activation : null;
}

function isActivation(name: unknown): name is Activation {
  return typeof name === "string" && activations.includes(name);
}
