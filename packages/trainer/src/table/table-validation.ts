import * as tf from "@tensorflow/tfjs";
import type { Validation } from "../fit/validation.ts";
import { predictTable } from "./predict-table.ts";
import { scoreTable } from "./score-table.ts";
import type { TableRows } from "./table-data.ts";
import { tableLoss } from "./table-loss.ts";
import type { TableTask } from "./table-task.ts";

/**
 * Scores a model on the validation rows, by the metric that all tasks have (`ROC-AUC` of flags, `accuracy` of classes), else by
 * the loss.
 *
 * @param task The task.
 * @param model The model.
 * @param rows The validation rows.
 * @param width `D`.
 * @param patience Epochs without a better score after which a run ends.
 * @returns The validation, for `fit`.
 * @throws {RangeError} From `evaluate`, where no validation label counts.
 */
export function tableValidation(
  task: TableTask,
  model: tf.LayersModel,
  rows: TableRows,
  width: number,
  patience: number | undefined,
): Validation {
  const predict = (): Promise<Float32Array> => predictTable(model, rows.inputs, width);
  // Whether the tasks have a metric in common depends on the task alone.
  const { summary } = scoreTable(task, rows.labels, new Float32Array(rows.count * unitsOf(task)));
  if (summary === null) {
    return {
      name: "loss",
      better: "lower",
      patience,
      evaluate: async () => await lossOf(task, rows, await predict()),
    };
  }
  if (summary.mean === null) {
    throw new RangeError(
      `Cannot validate: some task needs labels that count, of both classes where they are flags, received none in ${rows.count} validation rows`,
    );
  }
  return {
    name: summary.name,
    better: summary.better,
    patience,
    evaluate: async () => scoreTable(task, rows.labels, await predict()).summary?.mean ?? Number.NaN,
  };
}

async function lossOf(task: TableTask, rows: TableRows, predictions: Float32Array): Promise<number> {
  const loss = tf.tidy(() => {
    const labels = tf.tensor2d(rows.labels, [rows.count, task.layout.width]);
    return tableLoss(task)(labels, tf.tensor2d(predictions, [rows.count, unitsOf(task)]));
  });
  const [value = Number.NaN] = await loss.data();
  loss.dispose();
  return value;
}

function unitsOf({ learned }: TableTask): number {
  return learned.reduce((sum, { units }) => sum + units, 0);
}
