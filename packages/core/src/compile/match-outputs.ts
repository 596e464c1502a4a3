import type { LayersModel, SymbolicTensor } from "@tensorflow/tfjs-layers";
import { describeNames, describeValue } from "../errors/describe-value.ts";

/**
 * Finds the output of a model that predicts each part.
 *
 * @param model The model.
 * @param parts The parts that are learned.
 * @param named The names of outputs by part, where they are not those of the parts.
 * @returns For each output of the model its part.
 * @throws {TypeError} Where the model has no outputs, a part has no output or shares it, or an output has no part.
 */
export function matchOutputs(
  model: LayersModel,
  parts: readonly string[],
  named: Readonly<Record<string, unknown>>,
): string[] {
  const outputs: unknown = typeof model === "object" && model !== null ? model.outputs : undefined;
  if (!Array.isArray(outputs) || outputs.length === 0) {
    throw new TypeError(
      `Cannot compile the model: it must be a layers model with outputs, received ${describeValue(model)}`,
    );
  }
  const symbols: readonly SymbolicTensor[] = outputs;
  for (const part of Object.keys(named)) {
    if (!parts.includes(part)) {
      throw new TypeError(
        `Cannot compile the model: outputs must be named for parts that are learned, received ${describeValue(part)}; the parts are ${describeNames(parts)}`,
      );
    }
  }
  const [only, ...others] = parts;
  if (symbols.length === 1 && only !== undefined && others.length === 0 && named[only] === undefined)
    return [only];
  if (symbols.length !== parts.length) {
    throw new TypeError(
      `Cannot compile the model: it needs one output for each part, received ${symbols.length} (${namesOf(model)}) for ${parts.length} (${describeNames(parts)})`,
    );
  }
  const partAt: string[] = [];
  for (const part of parts) {
    const at = findOutput(model, part, named[part] ?? part);
    const other = partAt[at];
    if (other !== undefined) {
      throw new TypeError(
        `Cannot compile the model: each part needs an output of its own, received the same for ${JSON.stringify(other)} and ${JSON.stringify(part)}`,
      );
    }
    partAt[at] = part;
  }
  return partAt;
}

/** An output goes by the name of its layer, and by its own: `dense_Dense1/BiasAdd`. */
function findOutput(model: LayersModel, part: string, name: unknown): number {
  const found = [...model.outputs.keys()].filter((index) => {
    const output = model.outputs[index];
    return output?.sourceLayer.name === name || output?.name === name;
  });
  const [at] = found;
  if (found.length === 1 && at !== undefined) return at;
  throw new TypeError(
    `Cannot compile the model: the part ${JSON.stringify(part)} needs an output of its name, or outputs: { ${part}: ... } that names one, received ${found.length === 0 ? "none" : `${found.length} outputs`} of the name ${describeValue(name)}; the outputs are ${namesOf(model)}`,
  );
}

function namesOf(model: LayersModel): string {
  return describeNames(model.outputs.map(({ sourceLayer }) => sourceLayer.name));
}
