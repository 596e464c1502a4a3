import type * as tf from "@tensorflow/tfjs";
import { CannotPlan } from "./cannot-plan.ts";

/** A model as a line of layers, which may part before the outputs. */
export interface ModelLine {
  /** From the input on. */
  readonly trunk: readonly tf.layers.Layer[];
  /** For each head a Dense layer and what follows it, all on what the trunk gives, in the order of their outputs; none in a plain line. */
  readonly heads: readonly (readonly tf.layers.Layer[])[];
}

/**
 * Walks back from a model's output to its input, along layers that are each called once. The output may be a concatenation of heads.
 *
 * @param model The model.
 * @returns The layers.
 * @throws {CannotPlan} Where layers take several tensors, or are called twice.
 */
export function modelLine(model: tf.LayersModel): ModelLine {
  const [input, ...inputs] = model.inputs;
  const [output, ...outputs] = model.outputs;
  if (input === undefined || output === undefined || inputs.length > 0) {
    throw new CannotPlan("the model has several inputs");
  }
  if (outputs.length > 0) {
    throw new CannotPlan(`the model has ${model.outputs.length} outputs; concatenate them into one`);
  }
  const { sourceLayer: last } = output;
  if (last.getClassName() !== "Concatenate") return { trunk: lineTo(output).layers, heads: [] };
  const axis = last.getConfig()["axis"];
  if (output.shape.length !== 2 || (axis !== 1 && axis !== -1)) {
    throw new CannotPlan(`the layer ${last.name} concatenates along another axis than the last one of two`);
  }
  const lines = output.inputs.map((tensor) => lineTo(tensor, isDense));
  const below = lines[0]?.below;
  if (below == null || lines.some((line) => line.below !== below)) {
    throw new CannotPlan(`the layer ${last.name} concatenates more than Dense layers on one tensor`);
  }
  const trunk = lineTo(below).layers;
  const heads = lines.map(({ layers }) => layers);
  const all = [...trunk, ...heads.flat()];
  const twice = all.find((layer, index) => all.indexOf(layer) !== index);
  if (twice !== undefined) throw new CannotPlan(`the layer ${twice.name} is used twice`);
  return { trunk, heads };
}

/** Walks back from a tensor, to the input or to the first layer that is the wanted one. */
function lineTo(
  tensor: tf.SymbolicTensor,
  isFirst: (layer: tf.layers.Layer) => boolean = () => false,
): {
  readonly layers: readonly tf.layers.Layer[];
  /** What the first layer takes; `null` where that is the model's input layer, and no layer was the wanted one. */
  readonly below: tf.SymbolicTensor | null;
} {
  const layers: tf.layers.Layer[] = [];
  for (let at = tensor; at.sourceLayer.getClassName() !== "InputLayer"; ) {
    const layer = at.sourceLayer;
    const [below, ...others] = at.inputs;
    if (below === undefined || others.length > 0) {
      throw new CannotPlan(
        `the layer ${layer.name} is a ${layer.getClassName()}, which takes several tensors`,
      );
    }
    const inner = layersWithin(layer);
    const twice = inner.find((each) => layers.includes(each));
    if (twice !== undefined) throw new CannotPlan(`the layer ${twice.name} is used twice`);
    layers.unshift(...inner);
    if (isFirst(layer)) return { layers, below };
    at = below;
  }
  return { layers, below: null };
}

/** A layer by itself, or the line of layers of a model that is used as one. */
function layersWithin(layer: tf.layers.Layer): readonly tf.layers.Layer[] {
  if (!isModel(layer)) return [layer];
  const { trunk, heads } = modelLine(layer);
  if (heads.length > 0) throw new CannotPlan(`the layer ${layer.name} is a model of several heads`);
  return trunk;
}

function isModel(layer: tf.layers.Layer): layer is tf.LayersModel {
  return "layers" in layer && "inputs" in layer;
}

function isDense(layer: tf.layers.Layer): boolean {
  return layer.getClassName() === "Dense";
}
