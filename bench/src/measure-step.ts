import process from "node:process";
import { categoricalCrossentropy, parseCondition } from "@proj/core";
import { batches, epochOrder, loadBundledDigits } from "@proj/datasets";
import {
  adam,
  conditionalLabels,
  conditionalLoss,
  createEagerEngine,
  imageTrainingData,
  perceptron,
} from "@proj/trainer";
import { type BackendRequest, openBackend } from "@proj/trainer/backend";
import * as tf from "@tensorflow/tfjs";

/** Milliseconds of one training step of the worked example on one backend, in a process of its own. */
export interface StepTime {
  readonly backend: string;
  readonly adapter: string;
  /** Milliseconds a step, over an interval of steps with one read-back. */
  readonly milliseconds: number;
}

const WARM_UP = 5;
const STEPS = 30;

async function measure(request: BackendRequest): Promise<StepTime> {
  const { train } = await loadBundledDigits();
  const backend = await openBackend(request);
  // What TensorFlow.js chooses by itself, to see what the choice made for software adapters is worth.
  if (process.env["STOCK_PRODUCT"]) tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", -1);
  const labels = conditionalLabels(train.labels, 10, "digit", parseCondition("odd", ["digit"]));
  const model = perceptron({ inputShape: train.imageShape, hiddenUnits: [64], classes: 10, seed: 1 });
  const engine = createEagerEngine({
    model,
    loss: conditionalLoss(labels, categoricalCrossentropy),
    optimizer: adam(),
    data: imageTrainingData(train, labels),
  });
  const all = batches(epochOrder({ count: train.count, seed: 1, epoch: 0 }), 128);
  await engine.train(all.slice(0, WARM_UP));
  const start = performance.now();
  await engine.train(all.slice(WARM_UP, WARM_UP + STEPS));
  const milliseconds = (performance.now() - start) / STEPS;
  engine.dispose();
  model.dispose();
  backend.close();
  return { backend: backend.name, adapter: backend.adapter, milliseconds };
}

process.stdout.write(
  `${JSON.stringify(await measure(JSON.parse(process.argv[2] ?? "{}") as BackendRequest))}\n`,
);
