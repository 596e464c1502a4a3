import type { Artifact } from "../artifact.ts";
import { ArtifactError } from "../artifact-error.ts";
import { modelFileName } from "../artifact-files.ts";
import { parseLayersModel } from "../layers-model.ts";
import type { ManifestClass } from "../manifest.ts";
import { createDenseEngine } from "./dense-engine.ts";
import { planDense } from "./dense-plan.ts";
import type { Engine } from "./engine.ts";
import { readFloatWeights } from "./float-weights.ts";
import { checkInputs, checkOutputs } from "./inputs.ts";

/** A trained model, ready to predict. */
export interface Predictor {
  /** The classes in the order of the prediction's columns; those with `supervised: false` were never learned. */
  readonly classes: readonly ManifestClass[];
  /** What computes: this package's own code, or TensorFlow.js. */
  readonly kind: "dense" | "tfjs";
  /** The number of values of one input, D: the product of the manifest's input shape. */
  readonly inputSize: number;
  /**
   * Predicts a batch.
   *
   * @param inputs `[count, D]` row-major: bytes, which are multiplied by the manifest's `input.scale`, or floats, which
   * are taken as they are. Not to be changed before the promise settles.
   * @param count The number of inputs; 0 is allowed.
   * @returns `[count, C]` row-major: the output of the model's last layer, probabilities where that is a softmax.
   * @throws {TypeError} For inputs of another type.
   * @throws {RangeError} Where length and count do not fit, or an input or an output is NaN or infinite; the message
   * names the position.
   * @throws {Error} After `dispose`.
   */
  predict(inputs: Uint8Array | Float32Array, count: number): Promise<Float32Array>;
  /**
   * Predicts a batch as `predict` does, without a promise around it where it is computed in one go, and then what it throws
   * is thrown at once: for services, which waiting would cost as much as an input does.
   *
   * @param inputs As for `predict`.
   * @param count As for `predict`.
   */
  predictSoon(inputs: Uint8Array | Float32Array, count: number): Float32Array | Promise<Float32Array>;
  /** Frees the model's memory. A second call does nothing. */
  dispose(): void;
}

/** How to predict. */
export interface PredictorOptions {
  /** Forces one way to compute. Left out: dense where the model is a stack of dense layers, else tfjs. */
  readonly kind?: "dense" | "tfjs";
  /**
   * `@proj/model/dense-kernel.wasm`, for a platform that compiles no WebAssembly at run time but imports it compiled: Cloudflare
   * Workers. Left out, it is compiled where that is allowed.
   */
  readonly kernel?: WebAssembly.Module | undefined;
}

/**
 * Makes a predictor of an artifact. It needs no training code.
 *
 * A stack of dense layers (linear, relu, tanh, sigmoid, softmax) of at most 64 MiB is computed with the SIMD of WebAssembly, on
 * a copy of its weights, where the runtime has that and allows it; else in plain typed arrays. Nothing else is loaded. For any other model TensorFlow.js is imported at this call, if it is installed: `@tensorflow/tfjs-core`,
 * `@tensorflow/tfjs-layers`, and `@tensorflow/tfjs-backend-cpu` where no backend has been registered. A backend that
 * is active or registered already is used and not replaced.
 *
 * @param artifact What `readArtifact` or `createArtifact` returned.
 * @param options How to predict.
 * @returns The predictor; call its `dispose` when it is no longer wanted.
 * @throws {ArtifactError} With the code `invalid-model` where the model does not fit the manifest, or holds a weight that
 * is not finite.
 * @throws {Error} Where TensorFlow.js is wanted and missing, or the model is no dense stack and `kind` is `dense`.
 *
 * @example
 * ```ts
 * import { argMax, type Artifact, createPredictor } from "@proj/model";
 *
 * async function classify(artifact: Artifact, image: Uint8Array): Promise<string> {
 *   const predictor = await createPredictor(artifact);
 *   const [label = 0] = argMax(await predictor.predict(image, 1), predictor.classes.length);
 *   const found = predictor.classes[label];
 *   predictor.dispose();
 *   return `${found?.name}${found?.supervised ? "" : ", a class that the model never learned"}`;
 * }
 * ```
 */
export async function createPredictor(
  artifact: Artifact,
  options: PredictorOptions = {},
): Promise<Predictor> {
  const { kind, engine } = await createEngine(artifact, options);
  const { input, classes } = artifact.manifest;
  const inputSize = input.shape.reduce((product, length) => product * length, 1);
  try {
    checkSize(artifact, "input", engine.inputSize, inputSize);
    checkSize(artifact, "output", engine.outputSize, classes.length);
  } catch (error) {
    engine.dispose();
    throw error;
  }
  let disposed = false;

  function checked(outputs: Float32Array): Float32Array {
    checkOutputs(outputs, classes.length);
    return outputs;
  }

  function predictSoon(
    inputs: Uint8Array | Float32Array,
    count: number,
  ): Float32Array | Promise<Float32Array> {
    if (disposed)
      throw new Error("Cannot predict: the predictor must not be disposed, received a disposed one");
    checkInputs(inputs, count, inputSize);
    const outputs = count === 0 ? new Float32Array(0) : engine.run(inputs, count);
    return outputs instanceof Promise ? outputs.then(checked) : checked(outputs);
  }

  return {
    classes,
    kind,
    inputSize,
    predictSoon,
    predict: async (inputs, count) => predictSoon(inputs, count),
    dispose() {
      if (!disposed) engine.dispose();
      disposed = true;
    },
  };
}

async function createEngine(
  artifact: Artifact,
  { kind: forced, kernel }: PredictorOptions,
): Promise<{ kind: "dense" | "tfjs"; engine: Engine }> {
  const { manifest, modelJson, weights } = artifact;
  const model = parseLayersModel(modelJson, weights, `use the model ${manifest.name}`);
  const floatWeights = readFloatWeights(model.weightSpecs, weights);
  // A byte's network input is rounded to float32 as it was in training.
  const byteValues = Float32Array.from({ length: 256 }, (_, byte) => byte * manifest.input.scale);
  const planned =
    forced === "tfjs" ? { reason: "tfjs was asked for" } : planDense(model.topology, floatWeights);
  if ("plan" in planned) {
    return { kind: "dense", engine: await createDenseEngine(planned.plan, byteValues, kernel) };
  }
  if (forced === "dense") {
    throw new Error(
      `Cannot predict with the model ${manifest.name} by typed arrays alone: it must be a stack of dense layers, ` +
        `but ${planned.reason}`,
    );
  }
  const { createTfjsEngine } = await import("./tfjs-engine.ts");
  return { kind: "tfjs", engine: await createTfjsEngine(artifact, model, byteValues, planned.reason) };
}

function checkSize(artifact: Artifact, side: "input" | "output", received: number, expected: number): void {
  if (received === expected) return;
  const field = side === "input" ? "input.shape" : "classes";
  throw new ArtifactError(
    "invalid-model",
    modelFileName,
    `Cannot use the model ${artifact.manifest.name}: its ${side} must have the ${expected} values of the manifest's ` +
      `${field}, received ${received}`,
  );
}
