import { categoricalCrossentropy, parseCondition } from "@proj/core";
import { createArtifact, createPredictor } from "@proj/model";
import {
  adam,
  type ClassScores,
  chooseEngine,
  conditionalLabels,
  conditionalLoss,
  imageTrainingData,
  perceptron,
  saveModel,
} from "@proj/trainer";
import type { Backend } from "@proj/trainer/backend";
import * as tf from "@tensorflow/tfjs";

/** Reads a file of the trajectory by its name. */
export type ReadFile = (name: string) => Promise<Uint8Array>;

/** What one runtime computed. */
export interface ScenarioResult {
  readonly runtime: string;
  readonly backend: string;
  readonly adapter: string;
  readonly engine: string;
  /** Loss of each of the 20 steps. */
  readonly losses: number[];
  /** Milliseconds of one step: the median of the last 15. */
  readonly milliseconds: number;
  /** Largest difference of a weight from PyTorch's after the 20 steps. */
  readonly weightError: number;
  /** How the 640 images are named after the 20 steps, counted where the engine computes. */
  readonly scores: ClassScores;
  /** `[4, 10]`: the probabilities that the trained model gives the first four images, through its artifact. */
  readonly probabilities: number[];
}

/** What the reference run in PyTorch was. */
interface Trajectory {
  readonly samples: number;
  readonly batch_size: number;
  readonly order: readonly (readonly number[])[];
  readonly loss_per_step: readonly number[];
}

/**
 * Takes the 20 steps of the reference trajectory, then predicts from the saved model: once with each engine.
 *
 * @param runtime The runtime's name.
 * @param backend The open backend.
 * @param read Reads the trajectory's files.
 * @returns What came of it, by the eager engine first.
 */
export async function runScenario(
  runtime: string,
  backend: Backend,
  read: ReadFile,
): Promise<ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  for (const engine of ["eager", "fused"] as const) {
    results.push(await runEngine(engine, runtime, backend, read));
  }
  return results;
}

async function runEngine(
  choice: "eager" | "fused",
  runtime: string,
  backend: Backend,
  read: ReadFile,
): Promise<ScenarioResult> {
  const trajectory = JSON.parse(new TextDecoder().decode(await read("trajectory.json"))) as Trajectory;
  const images = (await read("trajectory_images.u8")).slice();
  const digits = (await read("trajectory_labels.u8")).slice();
  const condition = parseCondition("odd", ["digit"]);
  const labels = conditionalLabels(digits, 10, "digit", condition);
  const model = perceptron({ inputShape: [28, 28], hiddenUnits: [64], classes: 10, seed: 1 });
  setWeights(model, floats(await read("trajectory_initial.f32")));
  const data = imageTrainingData({ images, count: trajectory.samples, imageShape: [28, 28] }, labels);
  const loss = conditionalLoss(labels, categoricalCrossentropy);
  const { engine } = chooseEngine(choice, { backend, model, loss, optimizer: adam(), data });
  const losses: number[] = [];
  const times: number[] = [];
  for (const order of trajectory.order) {
    for (let at = 0; at < order.length; at += trajectory.batch_size) {
      const batch = Uint32Array.from(order.slice(at, at + trajectory.batch_size));
      const start = performance.now();
      const { lossSum, samples } = await engine.train([batch]);
      times.push(performance.now() - start);
      losses.push(lossSum / samples);
    }
  }
  const weightError = await largestDifference(model, floats(await read("trajectory_final.f32")));
  const evaluator = engine.evaluator(data);
  const scores = await evaluator.score?.();
  if (scores === undefined) throw new Error("Cannot score: the labels must be classes, received others");
  evaluator.dispose();
  const probabilities = await predict(model, images.subarray(0, 4 * 784), backend);
  engine.dispose();
  model.dispose();
  const milliseconds = times.slice(5).sort((a, b) => a - b)[7] ?? Number.NaN;
  return {
    runtime,
    backend: backend.name,
    adapter: backend.adapter,
    engine: engine.name,
    losses,
    milliseconds,
    weightError,
    scores,
    probabilities,
  };
}

/** Little-endian float32, as every runtime here is. */
function floats(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer);
}

function setWeights(model: tf.LayersModel, values: Float32Array): void {
  tf.tidy(() => {
    let at = 0;
    const weights = model.weights.map(({ shape }) => {
      const size = shape.reduce<number>((product, length) => product * (length ?? 1), 1);
      at += size;
      return tf.tensor(values.slice(at - size, at), shape as number[]);
    });
    model.setWeights(weights);
  });
}

async function largestDifference(model: tf.LayersModel, expected: Float32Array): Promise<number> {
  let at = 0;
  let largest = 0;
  for (const weight of model.weights) {
    for (const value of await weight.read().data()) {
      largest = Math.max(largest, Math.abs(value - (expected[at] ?? Number.NaN)));
      at++;
    }
  }
  return at === expected.length ? largest : Number.NaN;
}

/** Writes the model as an artifact and predicts from that, as a service would. */
async function predict(model: tf.LayersModel, images: Uint8Array, backend: Backend): Promise<number[]> {
  const artifact = await createArtifact({
    manifest: {
      name: "runtime test",
      input: { shape: [28, 28], scale: 1 / 255 },
      labels: {
        layout: { width: 10, parts: { label: { kind: "oneHot", classes: 10, offset: 0, width: 10 } } },
        learned: [{ part: "label", loss: "categoricalCrossentropy", mask: [], weight: 1 }],
      },
      condition: { text: "true", expression: { op: "literal", value: true } },
      classes: Array.from({ length: 10 }, (_, label) => ({
        label,
        part: "label",
        name: String(label),
        supervised: true,
        samples: 1,
      })),
      dataset: { name: "trajectory", sha256: "0".repeat(64), trainCount: 640, heldOutCount: 0 },
      training: {
        seed: 1,
        epochs: 4,
        batchSize: 128,
        learningRate: 0.001,
        optimizer: { name: "adam" },
        reduction: "sumOverBatchSize",
        pooling: "sumOfParts",
        hiddenUnits: [64],
        dropout: 0,
      },
      metrics: { epochs: [], lossCurve: [] },
      backend: { name: backend.name, adapter: backend.adapter, runtime: "test" },
      versions: {},
    },
    ...(await saveModel(model)),
  });
  const predictor = await createPredictor(artifact);
  try {
    return Array.from(await predictor.predict(images, images.length / 784));
  } finally {
    predictor.dispose();
  }
}
