import { type Artifact, createPredictor, type Predictor } from "@proj/model";
import type { ServedModel } from "./model-repository.ts";

/** A model in memory, and who uses it. */
export interface LoadedModel {
  /** What requests get. */
  readonly served: ServedModel;
  /** Whether a prediction is under way. */
  isBusy(): boolean;
  /**
   * Frees the model's memory as soon as no prediction is under way.
   *
   * A request that holds `served` and asks it later, because its body came slowly, is answered all the same: the model is made
   * anew for it from the files, which it keeps alive, and freed again.
   *
   * @returns Settles when no prediction is under way and the memory is free.
   */
  retire(): Promise<void>;
}

/** What a loaded model is called, and what it tells. */
export interface LoadedModelOptions {
  readonly name: string;
  readonly version: string;
  /** What the dense path computes with, for a platform that compiles no WebAssembly at run time. */
  readonly kernel?: WebAssembly.Module | undefined;
  /** Called whenever the last prediction under way has ended. */
  readonly onIdle: () => void;
}

/**
 * Loads a model into memory.
 *
 * @param artifact Its files, verified.
 * @param options Its name and version, and whom to tell.
 * @returns The model; end it with `retire`.
 * @throws {ArtifactError} With the code `invalid-model` where the files do not make a model.
 * @throws {Error} Where the model needs TensorFlow.js and that is not installed.
 */
export async function loadModel(artifact: Artifact, options: LoadedModelOptions): Promise<LoadedModel> {
  const { name, version, kernel, onIdle } = options;
  let predictor: Predictor | Promise<Predictor> | null = await createPredictor(artifact, { kernel });
  let uses = 0;
  let isRetired = false;
  let whenFree: (() => void)[] = [];
  return {
    served: {
      name,
      version,
      manifest: artifact.manifest,
      predict(inputs, count) {
        predictor ??= createPredictor(artifact, { kernel });
        const predict = (made: Predictor) => made.predictSoon(inputs, count);
        const values = predictor instanceof Promise ? predictor.then(predict) : predict(predictor);
        // What is there already has taken no turn in which the model could have been freed.
        return values instanceof Promise ? inUse(values) : values;
      },
    },
    isBusy: () => uses > 0,
    async retire() {
      isRetired = true;
      if (uses === 0) return free();
      await new Promise<void>((resolve) => whenFree.push(resolve));
    },
  };

  async function inUse(values: Promise<Float32Array>): Promise<Float32Array> {
    uses++;
    try {
      return await values;
    } finally {
      uses--;
      if (uses === 0) await becomeIdle();
    }
  }

  async function becomeIdle(): Promise<void> {
    if (isRetired) await free();
    onIdle();
  }

  async function free(): Promise<void> {
    const gone = predictor;
    // Forgotten before it is waited for: a prediction that begins meanwhile makes its own.
    predictor = null;
    try {
      (await gone)?.dispose();
    } catch {
      // What was never made takes no memory.
    }
    const waiting = whenFree;
    whenFree = [];
    for (const resolve of waiting) resolve();
  }
}
