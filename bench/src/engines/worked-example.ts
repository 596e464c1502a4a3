import { categoricalCrossentropy } from "@proj/core";
import { batches, epochOrder } from "@proj/datasets";
import { adam, chooseEngine, conditionalLoss, type EngineChoice, perceptron } from "@proj/trainer";
import type { Backend } from "@proj/trainer/backend";
import { workedData } from "./worked-data.ts";

const BATCH = 128;

/** The worked example, ready to train. */
export interface WorkedExample {
  /** Trains an epoch, data order and read-back included, and returns the milliseconds of a step. */
  epoch(): Promise<number>;
  dispose(): void;
}

/**
 * Sets the worked example up: 784-64-10, batch 128, Adam, the bundled digits.
 *
 * @param backend What it is computed on.
 * @param engine What takes the steps.
 * @param condition Which digits count.
 * @param shape Other sizes than the example's.
 */
export async function workedExample(
  backend: Backend,
  engine: EngineChoice,
  condition: string,
  { batchSize = BATCH, hidden = 64 }: { readonly batchSize?: number; readonly hidden?: number } = {},
): Promise<WorkedExample> {
  const { data, labels } = await workedData(condition);
  const model = perceptron({ inputShape: [28, 28], hiddenUnits: [hidden], classes: 10, seed: 1 });
  const loss = conditionalLoss(labels, categoricalCrossentropy);
  const chosen = chooseEngine(engine, { model, loss, optimizer: adam(), data, backend });
  const timed = timedEpochs(data.count, batchSize, (order) => chosen.engine.train(order));
  return {
    epoch: timed,
    dispose() {
      chosen.engine.dispose();
      model.dispose();
    },
  };
}

/**
 * Makes a clock of whole epochs.
 *
 * @param count Samples.
 * @param batchSize Samples of a step.
 * @param train Trains the batches and waits for the loss.
 * @returns Trains the next epoch, and tells the milliseconds of a whole step.
 */
export function timedEpochs(
  count: number,
  batchSize: number,
  train: (batches: Uint32Array[]) => Promise<unknown>,
): () => Promise<number> {
  let epoch = 0;
  return async () => {
    const start = performance.now();
    const order = batches(epochOrder({ count, seed: 1, epoch: epoch++ }), batchSize);
    await train(order);
    // A last batch that is not full is as much of a step as it has rows.
    return (performance.now() - start) / (count / batchSize);
  };
}
