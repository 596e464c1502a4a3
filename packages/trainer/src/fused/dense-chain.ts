import type * as tf from "@tensorflow/tfjs";
import { findSeededDropouts } from "../dropout/find-seeded-dropouts.ts";
import { SeededDropout } from "../dropout/seeded-dropout.ts";
import { CannotPlan } from "./cannot-plan.ts";
import { activationOf, type DenseLayer, denseLayer } from "./dense-layer.ts";
import { modelLine } from "./model-line.ts";

/**
 * Reads a model as a line of dense layers. Heads that are concatenated to the output become one layer, the last.
 *
 * @param model The model.
 * @returns The dense layers, from the input on, at least one.
 * @throws {CannotPlan} Where it is anything else; the message names the layer.
 */
export function denseChain(model: tf.LayersModel): DenseLayer[] {
  const { trunk, heads } = modelLine(model);
  const dropouts = findSeededDropouts(model);
  const { dense, isFlat } = readLine(trunk, model.inputs[0]?.shape.length === 2, dropouts);
  if (heads.length > 0)
    dense.push(besideEachOther(heads.flatMap((head) => readHead(head, isFlat, dropouts))));
  if (dense.length === 0) throw new CannotPlan("the model has no Dense layer");
  const soft = dense.slice(0, -1).find(({ activation }) => activation === "softmax");
  if (soft !== undefined) throw new CannotPlan(`the hidden layer ${soft.name} has a softmax`);
  const last = dense.at(-1);
  if (last?.dropout != null) throw new CannotPlan(`the outputs of the layer ${last.name} are dropped`);
  return dense;
}

/** Folds each layer of a line into the dense one that it follows. */
function readLine(
  line: readonly tf.layers.Layer[],
  areInputsFlat: boolean,
  dropouts: readonly SeededDropout[],
): { readonly dense: DenseLayer[]; readonly isFlat: boolean } {
  const dense: DenseLayer[] = [];
  let isFlat = areInputsFlat;
  for (const layer of line) {
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
    if (activation === null || last === undefined) throw new CannotPlan(unknownLayer(layer.name, kind));
    if (activation !== "linear" && last.activation !== "linear") {
      throw new CannotPlan(`the layer ${last.name} is followed by two activations`);
    }
    if (last.dropout !== null) throw new CannotPlan(`the layer ${layer.name} comes after a dropout`);
    if (activation === "linear") dense.push(last);
    else dense.push({ ...last, activation, heads: last.heads.map((head) => ({ ...head, activation })) });
  }
  return { dense, isFlat };
}

function unknownLayer(name: string, kind: string): string {
  if (kind !== "BatchNormalization") return `the layer ${name} is a ${kind}`;
  return `the layer ${name} is a BatchNormalization, whose statistics are of masked rows too, and those are not computed`;
}

function readHead(
  line: readonly tf.layers.Layer[],
  isFlat: boolean,
  dropouts: readonly SeededDropout[],
): DenseLayer[] {
  const { dense } = readLine(line, isFlat, dropouts);
  const [head] = dense;
  if (head?.dropout != null) throw new CannotPlan(`the outputs of the layer ${head.name} are dropped`);
  return dense;
}

/** Dense layers on one tensor as one that has all their units. */
function besideEachOther(layers: readonly DenseLayer[]): DenseLayer {
  const [first] = layers;
  if (first === undefined) throw new CannotPlan("the model has no Dense layer");
  const other = layers.find(({ hasBias }) => hasBias !== first.hasBias);
  if (other !== undefined) {
    throw new CannotPlan(`of the layers ${first.name} and ${other.name} beside each other one has no bias`);
  }
  const isSame = layers.every(({ activation }) => activation === first.activation);
  return {
    ...first,
    name: layers.map(({ name }) => name).join(", "),
    units: layers.reduce((sum, { units }) => sum + units, 0),
    activation: layers.length === 1 || (isSame && first.activation !== "softmax") ? first.activation : null,
    heads: layers.flatMap(({ heads }) => heads),
  };
}

function isFlattening(layer: tf.layers.Layer): boolean {
  const { targetShape } = layer.getConfig();
  return Array.isArray(targetShape) && targetShape.length === 1;
}
