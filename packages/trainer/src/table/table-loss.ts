import { type CombinedLoss, type CombinedLossOptions, combinedLoss, type Reduction } from "@proj/core";
import * as tf from "@tensorflow/tfjs";
import type { BatchLoss } from "../engine/batch-loss.ts";
import type { LossesOfPart } from "../fit/fit-options.ts";
import { partLosses } from "./table-losses.ts";
import type { LearnedTablePart, TableTask } from "./table-task.ts";

/** What each part costs: its own loss, and what it adds to the loss of all. */
type PartCosts = Readonly<Record<string, LossesOfPart>>;

/**
 * Makes the function that computes what each part of a task costs.
 *
 * @param task The task.
 * @returns A function of `[N * L]` combined labels and `[N * P]` predictions, the parts' columns side by side.
 */
export function tablePartLosses(
  task: TableTask,
): (labels: Float32Array, predictions: Float32Array) => Promise<PartCosts> {
  const { layout, learned } = task;
  const loss = taskLoss(task);
  return async (labels, predictions) => {
    const count = labels.length / layout.width;
    const tensors = tf.tidy(() => {
      const outputs = tf.tensor2d(predictions, [count, predictions.length / count]);
      const byPart = splitPredictions(learned, outputs) as Record<string, tf.Tensor>;
      return loss.byPart(tf.tensor2d(labels, [count, layout.width]), byPart);
    });
    const entries = Object.entries(tensors).map(async ([name, part]) => {
      const [[own = Number.NaN], [weighted = Number.NaN]] = await Promise.all([
        part.loss.data(),
        part.weighted.data(),
      ]);
      return [name, { loss: own, weightedLoss: weighted }] as const;
    });
    try {
      return Object.fromEntries(await Promise.all(entries));
    } finally {
      tf.dispose(Object.values(tensors).flatMap((part) => [part.loss, part.weighted]));
    }
  };
}

/**
 * Makes the loss of a task over a model's predictions, whose columns are those of the parts side by side.
 *
 * @param task The task.
 * @returns A function of labels `[B, L]` and predictions `[B, P]`; the caller disposes its result.
 */
export function tableLoss(task: TableTask): BatchLoss {
  const loss = taskLoss(task);
  const ofTensors = (labels: tf.Tensor2D, predictions: tf.Tensor): tf.Tensor =>
    tf.tidy(() => loss(labels, splitPredictions(task.learned, predictions) as Record<string, tf.Tensor>));
  return Object.assign(ofTensors, { definition: loss.definition });
}

function taskLoss(task: TableTask): CombinedLoss<string, Reduction> {
  const { layout, reduction, pooling } = task;
  const options: CombinedLossOptions<Reduction> = { reduction, pooling };
  return combinedLoss(layout, partLosses(task), options);
}

/**
 * Cuts a model's predictions into those of the parts.
 *
 * @param learned The parts, in the order of the predictions' columns.
 * @param predictions `[B, P]`.
 * @returns For each part `[B, units]`; the caller disposes them.
 */
export function splitPredictions(
  learned: readonly LearnedTablePart[],
  predictions: tf.Tensor,
): Record<string, tf.Tensor> {
  // Slices, as the gradient of tfjs' split fails where there is one part.
  let offset = 0;
  const parts = learned.map(({ units }) => {
    const part = tf.slice(predictions, [0, offset], [-1, units]);
    offset += units;
    return part;
  });
  return Object.fromEntries(learned.map(({ name }, index) => [name, parts[index] as tf.Tensor]));
}
