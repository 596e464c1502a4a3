import * as tf from "@tensorflow/tfjs";
import { hiddenLayers, initialWeights, perceptron } from "../perceptron.ts";
import { tableLosses } from "./table-losses.ts";
import type { TableTask } from "./table-task.ts";

/** The shape of a table's model, beside what its task says. */
export interface TableModelOptions {
  /** The number of inputs, `D`. */
  readonly inputs: number;
  readonly hiddenUnits: readonly number[];
  /** The share of hidden units that a step leaves out, from 0 to below 1. */
  readonly dropout: number;
  readonly seed: number;
}

/**
 * Builds a perceptron whose outputs are those of a task's parts side by side, each with the activation that its loss takes.
 *
 * @param task The task.
 * @param options The model's shape.
 * @returns A stack of dense layers where one activation serves all outputs; else one with a last layer for each part. The caller
 *   disposes it.
 */
export function tableModel(
  { learned }: Pick<TableTask, "learned">,
  { inputs, hiddenUnits, dropout, seed }: TableModelOptions,
): tf.LayersModel {
  const outputs = learned.map(({ name, units, loss }) => {
    return { name, units, activation: tableLosses[loss].activation };
  });
  const shape = { hiddenUnits, dropout, seed };
  const [first] = outputs;
  // A softmax is over its own columns alone.
  const isOne =
    first !== undefined &&
    outputs.every(({ activation }) => activation === first.activation) &&
    (outputs.length === 1 || first.activation !== "softmax");
  if (isOne) {
    const units = outputs.reduce((sum, output) => sum + output.units, 0);
    return perceptron({ ...shape, inputShape: [inputs], output: { units, activation: first.activation } });
  }
  const input = tf.input({ name: "inputs", shape: [inputs] });
  const hidden = hiddenLayers(shape).reduce((below, layer) => layer.apply(below) as tf.SymbolicTensor, input);
  const heads = outputs.map(({ name, units, activation }, index) => {
    const layer = tf.layers.dense({
      name: `output${index + 1}_${name.replaceAll(/\W/g, "_")}`,
      units,
      activation,
      kernelInitializer: initialWeights(seed, hiddenUnits.length + index),
    });
    return layer.apply(hidden) as tf.SymbolicTensor;
  });
  const output = tf.layers.concatenate({ name: "outputs", axis: 1 }).apply(heads) as tf.SymbolicTensor;
  return tf.model({ name: "perceptron", inputs: input, outputs: output });
}
