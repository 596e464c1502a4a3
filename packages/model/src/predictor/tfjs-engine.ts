import type { Artifact } from "../artifact.ts";
import { ArtifactError } from "../artifact-error.ts";
import { modelFileName } from "../artifact-files.ts";
import type { LayersModel } from "../layers-model.ts";
import type { Engine } from "./engine.ts";
import { loadTfjs } from "./load-tfjs.ts";

/** The values of the inputs that are computed at once, at most: 16 MiB of float32. */
const valuesPerChunk = 2 ** 22;

/** The inputs that are computed at once, at most: a convolution's intermediate tensors are larger than its inputs. */
const inputsPerChunk = 512;

/**
 * An engine that computes with TensorFlow.js, for models that are no stack of dense layers.
 *
 * @param artifact The artifact.
 * @param model What its `model.json` says.
 * @param byteValues For inputs given as bytes: the float32 value of each byte, `[256]`.
 * @param reason Why TensorFlow.js is needed, for the error message where it is missing.
 * @returns The engine; `dispose` frees the model's tensors.
 * @throws {Error} Where TensorFlow.js is not installed.
 * @throws {ArtifactError} With the code `invalid-model` where TensorFlow.js refuses the model.
 */
export async function createTfjsEngine(
  artifact: Artifact,
  model: LayersModel,
  byteValues: Float32Array,
  reason: string,
): Promise<Engine> {
  const { name, input } = artifact.manifest;
  const { core, layers } = await loadTfjs(name, reason);
  const network = await load();
  const [inputTensor, ...otherInputs] = network.inputs;
  const [outputTensor, ...otherOutputs] = network.outputs;
  if (
    inputTensor === undefined ||
    outputTensor === undefined ||
    otherInputs.length + otherOutputs.length > 0
  ) {
    network.dispose();
    throw refuse(
      `it must have one input and one output, received ${network.inputs.length} and ${network.outputs.length}`,
    );
  }
  // An input whose shape the model leaves open has the manifest's.
  const stated = sizesOf(inputTensor.shape);
  const inputShape = stated ?? [...input.shape];
  const inputSize = product(inputShape);
  const outputSize = product(sizesOf(outputTensor.shape) ?? [artifact.manifest.classes.length]);
  const chunkLength = Math.max(1, Math.min(inputsPerChunk, Math.floor(valuesPerChunk / inputSize)));

  return {
    inputSize,
    outputSize,
    async run(inputs, count) {
      const outputs = new Float32Array(count * outputSize);
      for (let first = 0; first < count; first += chunkLength) {
        const length = Math.min(chunkLength, count - first);
        const chunk = inputs.subarray(first * inputSize, (first + length) * inputSize);
        outputs.set(await predictChunk(chunk, length), first * outputSize);
      }
      return outputs;
    },
    dispose() {
      network.dispose();
    },
  };

  async function load(): ReturnType<typeof layers.loadLayersModel> {
    try {
      const { topology, weightSpecs } = model;
      // tfjs keeps the buffer, hence the copy.
      const weightData = new Uint8Array(artifact.weights).buffer;
      const specs = weightSpecs.map(({ shape, ...spec }) => ({ ...spec, shape: [...shape] }));
      return await layers.loadLayersModel(
        core.io.fromMemory({ modelTopology: topology, weightSpecs: specs, weightData }),
      );
    } catch (cause) {
      throw refuse(`TensorFlow.js must be able to load it, received ${String(cause)}`, { cause });
    }
  }

  async function predictChunk(chunk: Uint8Array | Float32Array, length: number): Promise<Float32Array> {
    const values =
      chunk instanceof Uint8Array ? Float32Array.from(chunk, (byte) => byteValues[byte] ?? 0) : chunk;
    const output = core.tidy(() => {
      const prediction = network.predictOnBatch(core.tensor(values, [length, ...inputShape]));
      // Of a model with one output it is one tensor.
      return Array.isArray(prediction) ? core.concat(prediction) : prediction;
    });
    try {
      // Reading without waiting is impossible on WebGPU.
      return Float32Array.from(await output.data());
    } finally {
      output.dispose();
    }
  }

  function refuse(requirement: string, options?: ErrorOptions): ArtifactError {
    return new ArtifactError(
      "invalid-model",
      modelFileName,
      `Cannot use the model ${name}: ${requirement}`,
      options,
    );
  }
}

/** A shape's sizes without the batch, or `null` where one is open. */
function sizesOf(shape: readonly (number | null)[]): number[] | null {
  const sizes = shape.slice(1).filter((size) => size !== null);
  return sizes.length === shape.length - 1 ? sizes : null;
}

function product(shape: readonly number[]): number {
  return shape.reduce((total, size) => total * size, 1);
}
