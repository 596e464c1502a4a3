import type { FloatWeight } from "./float-weights.ts";
import { layerChain, type TopologyLayer, valueAt } from "./layer-chain.ts";

/** What is applied to a layer's sums. */
export type Activation = "linear" | "relu" | "tanh" | "sigmoid" | "softmax";

/** One step: a product with a kernel and a bias, then activations in turn. */
export interface DenseStep {
  readonly inputs: number;
  readonly units: number;
  /** The weights, `[inputs, units]` row-major. */
  readonly kernel: Float32Array;
  /** `[units]`. */
  readonly bias: Float32Array;
  readonly activations: readonly Activation[];
}

/** A stack of dense layers: the whole of what the dense path computes. */
export interface DensePlan {
  readonly inputSize: number;
  readonly outputSize: number;
  readonly steps: readonly DenseStep[];
}

/** The plan, or why the dense path does not compute this model. */
export type DensePlanResult = { readonly plan: DensePlan } | { readonly reason: string };

const activationNames: ReadonlySet<unknown> = new Set<Activation>([
  "linear",
  "relu",
  "tanh",
  "sigmoid",
  "softmax",
]);

/**
 * Plans how to compute a model with typed arrays alone.
 *
 * It takes one line of InputLayer, Flatten, Dense, Dropout, Activation, ReLU and Softmax layers with float32 weights,
 * where the tensor before the first Dense layer has been flattened. For anything else it says why not.
 *
 * @param topology The `modelTopology` of `model.json`.
 * @param weights The plain float32 weights by name.
 * @returns The plan, or the reason why there is none.
 */
export function planDense(topology: object, weights: ReadonlyMap<string, FloatWeight>): DensePlanResult {
  const chain = layerChain(topology);
  if ("reason" in chain) return chain;
  const steps: { -readonly [Key in keyof DenseStep]: DenseStep[Key] }[] = [];
  let shape = inputShape(chain.layers[0]);
  if (shape === null) return { reason: "the first layer does not state a float32 input of a fixed shape" };
  const inputSize = product(shape);
  for (const layer of chain.layers) {
    const refuse = (detail: string): DensePlanResult => ({ reason: `the layer ${layer.name} is ${detail}` });
    if (isIdentity(layer)) continue;
    if (layer.className === "Flatten") {
      if (valueAt(layer.config, "data_format") === "channels_first")
        return refuse("a Flatten of channels_first");
      shape = [product(shape)];
      continue;
    }
    const activation = layerActivation(layer, shape.length);
    if (layer.className === "Dense") {
      if (shape.length !== 1) return refuse(`a Dense layer on a tensor of rank ${shape.length + 1}`);
      const step: DenseStep | null = activation === null ? null : readDense(layer, product(shape), weights);
      if (step === null) return refuse("a Dense layer with other weights or another activation");
      steps.push(step);
      shape = [step.units];
    }
    const last = steps.at(-1);
    if (activation === null || last === undefined) return refuse(`a ${layer.className}`);
    if (activation !== "linear") last.activations = [...last.activations, activation];
  }
  const last = steps.at(-1);
  if (last === undefined) return { reason: "the model has no Dense layer" };
  return { plan: { inputSize, outputSize: last.units, steps } };
}

/** The input's shape without the batch, or `null` where the first layer leaves it open or takes another type. */
function inputShape(layer: TopologyLayer | undefined): number[] | null {
  const stated = valueAt(layer?.config, "batch_input_shape") ?? valueAt(layer?.config, "batch_shape");
  const dtype = valueAt(layer?.config, "dtype") ?? "float32";
  if (!Array.isArray(stated) || dtype !== "float32") return null;
  const shape: unknown[] = stated.slice(1);
  const sizes = shape.filter(
    (size): size is number => typeof size === "number" && Number.isInteger(size) && size > 0,
  );
  return sizes.length > 0 && sizes.length === shape.length ? sizes : null;
}

/** Layers that change nothing when predicting. */
function isIdentity({ className }: TopologyLayer): boolean {
  return className === "InputLayer" || className === "Dropout";
}

/** The layer's activation where it is one of the known ones and works on each sample by itself, else `null`. */
function layerActivation(layer: TopologyLayer, rank: number): Activation | null {
  const { className, config } = layer;
  if (className === "ReLU")
    return isAbsent(valueAt(config, "max_value")) && hasPlainSlope(config) ? "relu" : null;
  if (className === "Softmax") {
    // tfjs-layers writes -1 as the axis that it stands for.
    const axis = valueAt(config, "axis") ?? -1;
    return rank === 1 && (axis === -1 || axis === 1) ? "softmax" : null;
  }
  if (className !== "Dense" && className !== "Activation") return null;
  const name = valueAt(config, "activation") ?? "linear";
  return isActivation(name) ? name : null;
}

/** Keras writes a slope and a threshold, 0 unless they are used. */
function hasPlainSlope(config: object): boolean {
  const slope = valueAt(config, "negative_slope") ?? 0;
  const threshold = valueAt(config, "threshold") ?? 0;
  return slope === 0 && threshold === 0;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isActivation(name: unknown): name is Activation {
  return activationNames.has(name);
}

function readDense(
  layer: TopologyLayer,
  inputs: number,
  weights: ReadonlyMap<string, FloatWeight>,
): DenseStep | null {
  const units = valueAt(layer.config, "units");
  if (typeof units !== "number") return null;
  const usesBias = valueAt(layer.config, "use_bias") !== false;
  const kernel = weights.get(`${layer.name}/kernel`);
  const bias = usesBias
    ? weights.get(`${layer.name}/bias`)
    : { shape: [units], values: new Float32Array(units) };
  if (kernel?.shape.join() !== `${inputs},${units}` || bias?.shape.join() !== String(units)) return null;
  return { inputs, units, kernel: kernel.values, bias: bias.values, activations: [] };
}

function product(shape: readonly number[]): number {
  return shape.reduce((total, size) => total * size, 1);
}
