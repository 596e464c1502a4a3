import { createSupervisionCounter, type SupervisionCount } from "@proj/core";
import * as tf from "@tensorflow/tfjs";
import type { TableRows } from "./table-data.ts";
import { partLosses } from "./table-losses.ts";
import type { TableTask } from "./table-task.ts";

/** Rows that are counted at once. */
const ROWS = 8192;

/**
 * Counts, for every column of a model's predictions, the training labels that count.
 *
 * @param task The task.
 * @param rows The training rows.
 * @returns The counts, in the order of the predictions' columns.
 */
export async function tableSupervision(
  task: TableTask,
  { count, labels }: TableRows,
): Promise<readonly SupervisionCount[]> {
  const { layout } = task;
  const counter = createSupervisionCounter(layout, partLosses(task));
  try {
    for (let row = 0; row < count; row += ROWS) {
      const end = Math.min(row + ROWS, count);
      const batch = labels.slice(row * layout.width, end * layout.width);
      tf.tidy(() => counter.add(tf.tensor2d(batch, [end - row, layout.width])));
    }
    return await counter.counts();
  } finally {
    counter.dispose();
  }
}
