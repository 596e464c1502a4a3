import type * as tf from "@tensorflow/tfjs";
import { findSeededDropouts } from "../dropout/find-seeded-dropouts.ts";
import { SeededDropout } from "../dropout/seeded-dropout.ts";
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

/** A dense layer, with the activation and the dropout that follow it. */
export interface DenseLayer {
  readonly name: string;
  readonly inputs: number;
  readonly units: number;
  readonly activation: Activation;
  readonly dropout: LayerDropout | null;
  /** `[inputs, units]`. */
  readonly kernel: NamedVariable;
  /** `[units]`, or `null` where the layer has none. */
  readonly bias: NamedVariable | null;
}

const activations: readonly string[] = ["linear", "relu", "tanh", "sigmoid", "softmax"];

/**
 * Reads a model as a line of dense layers.
 *
 * @param model The model.
 * @returns The dense layers, from the input on, at least one.
 * @throws {CannotPlan} Where it is anything else; the message names the layer.
 */
export function denseChain(model: tf.LayersModel): DenseLayer[] {
  const dense: DenseLayer[] = [];
  const dropouts = findSeededDropouts(model);
  let isFlat = model.inputs[0]?.shape.length === 2;
  for (const layer of lineOfLayers(model)) {
    const kind = layer.getClassName();
    if (kind === "Flatten" || (kind === "Reshape" && isFlattening(layer))) {
      isFlat = true;
      continue;
    }
    if (kind === "Dense") {
      if (!isFlat)
        throw new CannotPlan(`the layer ${layer.name} is a Dense layer on inputs that are not flat`);
      dense.push(denseLayer(layer));
      continue;
    }
    const last = dense.pop();
    if (layer instanceof SeededDropout) {
      if (last === undefined) throw new CannotPlan(`the layer ${layer.name} drops inputs`);
      if (last.dropout !== null) throw new CannotPlan(`the layer ${last.name} is followed by two dropouts`);
      const { rate, seed } = layer;
      dense.push(rate === 0 ? last : { ...last, dropout: { rate, seed, place: dropouts.indexOf(layer) } });
      continue;
    }
    const activation = activationOf(layer);
    if (activation === null || last === undefined)
      throw new CannotPlan(`the layer ${layer.name} is a ${kind}`);
    if (activation !== "linear" && last.activation !== "linear") {
      throw new CannotPlan(`the layer ${last.name} is followed by two activations`);
    }
    if (last.dropout !== null) throw new CannotPlan(`the layer ${layer.name} comes after a dropout`);
    dense.push({ ...last, activation: activation === "linear" ? last.activation : activation });
  }
  if (dense.length === 0) throw new CannotPlan("the model has no Dense layer");
  const soft = dense.slice(0, -1).find(({ activation }) => activation === "softmax");
  if (soft !== undefined) throw new CannotPlan(`the hidden layer ${soft.name} has a softmax`);
  const last = dense.at(-1);
  if (last?.dropout != null) throw new CannotPlan(`the outputs of the layer ${last.name} are dropped`);
  return dense;
}

/** Walks back from the output to the input, along layers that are each called once on one tensor. */
function lineOfLayers(model: tf.LayersModel): tf.layers.Layer[] {
  const [input, ...inputs] = model.inputs;
  const [output, ...outputs] = model.outputs;
  if (input === undefined || output === undefined || inputs.length > 0 || outputs.length > 0) {
    throw new CannotPlan("the model has several inputs or outputs");
  }
  const line: tf.layers.Layer[] = [];
  for (let tensor = output; tensor.sourceLayer.getClassName() !== "InputLayer"; ) {
    const layer = tensor.sourceLayer;
    const [below, ...others] = tensor.inputs;
    if (below === undefined || others.length > 0) {
      throw new CannotPlan(
        `the layer ${layer.name} is a ${layer.getClassName()}, which takes several tensors`,
      );
    }
    if (line.includes(layer)) throw new CannotPlan(`the layer ${layer.name} is used twice`);
    line.unshift(layer);
    tensor = below;
  }
  return line;
}

function isFlattening(layer: tf.layers.Layer): boolean {
  const { targetShape } = layer.getConfig();
  return Array.isArray(targetShape) && targetShape.length === 1;
}

function denseLayer(layer: tf.layers.Layer): DenseLayer {
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
  return { name: layer.name, inputs, units, activation, dropout: null, kernel, bias };
}

/** The activation that a layer is or has, or `null` where it is none of the known ones. */
function activationOf(layer: tf.layers.Layer): Activation | null {
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
