import { parseCondition } from "@proj/core";
import type { Dataset } from "@proj/datasets";
import { type Artifact, createPredictor, serializeManifest } from "@proj/model";
import { adam, decodeCheckpoint, trainClassifier } from "@proj/trainer";
import type { Backend } from "@proj/trainer/backend";
import { conditionText } from "../settings/condition-text.ts";
import type { Settings } from "../settings/settings.ts";
import type { Checkpoints } from "./checkpoints.ts";
import type { ModelFiles, Report } from "./messages.ts";
import { createSnapshots, modelName, seed } from "./snapshot.ts";
import { createSpeedometer } from "./speedometer.ts";

/** How often a run stops for a moment. */
interface Pauses {
  /** Steps between two read-backs of the loss: a halt waits for the next one. */
  readonly logEvery: number;
  /** Steps between two checkpoints. */
  readonly checkpointEvery: number;
}

/**
 * Chooses how often a run stops for a moment.
 *
 * A checkpoint reads a device's memory, which takes as long as many steps on a graphics card. WebAssembly computes on the worker's own
 * thread, which hears of nothing meanwhile, and so stops for one at every read-back. A step of TensorFlow.js takes half a second on a
 * driver that computes on the CPU.
 */
function choosePauses({ device, kind }: Backend, engine: Settings["engine"]): Pauses {
  if (device === null) return { logEvery: 10, checkpointEvery: 10 };
  if (kind === "software" && engine === "eager") return { logEvery: 2, checkpointEvery: 6 };
  return { logEvery: 10, checkpointEvery: 30 };
}

/** The least time between two models that the page is sent, in milliseconds. */
const modelPeriod = 500;

/** What a run is made of. */
export interface TrainingOptions {
  readonly dataset: Dataset;
  readonly settings: Settings;
  readonly backend: Backend;
  /** Holds what the run can go on from; without a checkpoint it starts at its first step. */
  readonly checkpoints: Checkpoints;
  /** Halts the run. */
  readonly signal: AbortSignal;
  /** Hears what happens. */
  readonly report: (report: Report) => void;
}

/**
 * Trains, and tells on the way how it goes: the losses, and again and again the model as it is.
 *
 * @param options The run.
 * @returns Whether it was trained to its end; `false` where it was halted.
 * @throws {DeviceLostError} If the device is lost.
 */
export async function runTraining(options: TrainingOptions): Promise<boolean> {
  const { dataset, settings, backend, checkpoints, signal, report } = options;
  const snapshot = await createSnapshots(dataset, settings);
  const speedometer = createSpeedometer();
  let engine = "";
  let modelSent = performance.now();

  const send = async (step: number, artifact: Artifact): Promise<void> => {
    const predictor = await createPredictor(artifact);
    const predictions = await predictor.predict(dataset.heldOut.images, dataset.heldOut.count);
    predictor.dispose();
    report({ type: "model", step, files: filesOf(artifact), predictions });
    modelSent = performance.now();
  };

  const { artifact, result } = await trainClassifier({
    dataset,
    condition: parseCondition(conditionText(settings.digits), ["digit"]),
    backend,
    name: modelName,
    hiddenUnits: [settings.hiddenUnits],
    epochs: settings.epochs,
    batchSize: settings.batchSize,
    reduction: settings.reduction,
    optimizer: adam({ learningRate: settings.learningRate }),
    engine: settings.engine,
    seed,
    runtime,
    ...choosePauses(backend, settings.engine),
    resume: true,
    signal,
    checkpoints: checkpoints.heardBy(async (bytes) => {
      // WebAssembly computes on the worker's own thread, which would hear of nothing, a halt included, until the end.
      if (backend.device === null) await new Promise((resolve) => setTimeout(resolve));
      if (!signal.aborted && performance.now() - modelSent < modelPeriod) return;
      const checkpoint = await decodeCheckpoint(bytes);
      const { name, adapter } = backend;
      await send(checkpoint.progress.step, await snapshot(checkpoint, { name, adapter, runtime, engine }));
    }),
    onEvent: (event) => {
      if (event.type === "engine") {
        engine = event.name;
        report({ type: "engine", name: event.name, reason: event.reason });
      } else if (event.type === "resume") {
        report({ type: "resumed", step: event.step });
      } else if (event.type === "interval") {
        const { step, steps, epoch, epochs, loss } = event;
        const stepsPerSecond = speedometer.note(step, performance.now());
        report({ type: "steps", progress: { step, steps, epoch, epochs, stepsPerSecond }, loss });
      }
    },
  });
  if (artifact === null) return false;
  await send(result.step, artifact);
  return true;
}

/** What a manifest says about where a model was trained; the browser's own name would say who trained it. */
const runtime = "browser";

function filesOf({ manifest, modelJson, weights }: Artifact): ModelFiles {
  return {
    "manifest.json": new TextEncoder().encode(serializeManifest(manifest)),
    "model.json": new Uint8Array(modelJson),
    "weights.bin": new Uint8Array(weights),
  };
}
