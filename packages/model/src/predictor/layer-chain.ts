/** One layer of a model's topology. */
export interface TopologyLayer {
  readonly name: string;
  readonly className: string;
  readonly config: object;
}

/** The layers from the input to the output, or why they do not stand in one line. */
export type LayerChain = { readonly layers: readonly TopologyLayer[] } | { readonly reason: string };

/**
 * Puts a model's layers into one line, each taking the output of the one before.
 *
 * It reads the topologies of a Sequential model, and of a functional model without branches.
 *
 * @param topology The `modelTopology` of `model.json`, as tfjs-layers or Keras wrote it.
 * @returns The layers in order; or the reason why there is no such line.
 */
export function layerChain(topology: object): LayerChain {
  const model = objectAt(topology, "model_config") ?? topology;
  const kind = valueAt(model, "class_name");
  const config = valueAt(model, "config");
  // Keras before 2.2 wrote the layers of a Sequential model in place of its config.
  const entries = Array.isArray(config) ? config : valueAt(config, "layers");
  if (!Array.isArray(entries)) return { reason: "model.json lists no layers" };
  const layers = entries.map(toLayer);
  if (kind === "Sequential") return { layers };
  if (kind === "Model" || kind === "Functional") return functionalChain(config, entries, layers);
  return { reason: `the model is a ${String(kind)}` };
}

/** Walks back from the only output to the only input, along layers that are each called once on one tensor. */
function functionalChain(
  config: unknown,
  entries: readonly unknown[],
  layers: readonly TopologyLayer[],
): LayerChain {
  const input = onlyTensor(valueAt(config, "input_layers"));
  let next = onlyTensor(valueAt(config, "output_layers"));
  if (input === null || next === null) return { reason: "the model has several inputs or outputs" };
  const chain: TopologyLayer[] = [];
  // A layer that feeds itself would make the walk endless; no line is longer than the list.
  while (chain.length < layers.length) {
    const index = layers.findIndex((layer) => layer.name === next);
    const layer = layers[index];
    if (layer === undefined) return { reason: `model.json names a layer ${next} that it does not describe` };
    chain.unshift(layer);
    const nodes = valueAt(entries[index], "inbound_nodes");
    if (layer.name === input) {
      return chain.length === layers.length ? { layers: chain } : { reason: "the model's layers branch" };
    }
    const [node] = Array.isArray(nodes) && nodes.length === 1 ? nodes : [];
    next = onlyTensor(node);
    if (next === null) return { reason: `the layer ${layer.name} takes several tensors` };
  }
  return { reason: "the model's layers do not lead from its input to its output" };
}

/** The layer's name in `[["name", 0, 0, {}]]` (or `["name", 0, 0]`, as newer Keras writes), else `null`. */
function onlyTensor(tensors: unknown): string | null {
  if (!Array.isArray(tensors)) return null;
  const tensor: unknown = typeof tensors[0] === "string" ? tensors : tensors.length === 1 ? tensors[0] : null;
  if (!Array.isArray(tensor)) return null;
  const [name, nodeIndex, tensorIndex, callArguments] = tensor;
  const isPlainCall = callArguments === undefined || Object.keys(Object(callArguments)).length === 0;
  return typeof name === "string" && nodeIndex === 0 && tensorIndex === 0 && isPlainCall ? name : null;
}

function toLayer(entry: unknown): TopologyLayer {
  const config = objectAt(entry, "config") ?? {};
  return {
    name: String(valueAt(config, "name") ?? valueAt(entry, "name")),
    className: String(valueAt(entry, "class_name")),
    config,
  };
}

/**
 * A field of a parsed JSON object.
 *
 * @param value Any value.
 * @param key The field's name.
 * @returns The field, or `undefined` where the value is no object or has no such field of its own.
 */
export function valueAt(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return Reflect.get(value, key);
}

function objectAt(value: unknown, key: string): object | undefined {
  const field = valueAt(value, key);
  return typeof field === "object" && field !== null ? field : undefined;
}
