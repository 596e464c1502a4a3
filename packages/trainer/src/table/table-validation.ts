import type { Evaluator } from "../evaluation/evaluator.ts";
import type { LossesOfPart } from "../fit/fit-options.ts";
import type { Validation } from "../fit/validation.ts";
import { predictionWidth } from "./label-parts.ts";
import { scoreTable } from "./score-table.ts";
import type { TableRows } from "./table-data.ts";
import { tablePartLosses } from "./table-loss.ts";
import type { TableTask } from "./table-task.ts";

/** A validation, and what the parts cost when it was last evaluated. */
export interface TableValidation extends Validation {
  /** The losses by part; null before the first evaluation. */
  readonly partLosses: () => Readonly<Record<string, LossesOfPart>> | null;
}

/**
 * Scores a model on the validation rows, by the metric that all tasks have (`ROC-AUC` of flags, `accuracy` of classes), else by
 * the loss.
 *
 * @param task The task.
 * @param evaluator Predicts the validation rows.
 * @param rows The validation rows.
 * @param patience Epochs without a better score after which a run ends.
 * @returns The validation, for `fit`.
 * @throws {RangeError} Where no validation label counts.
 */
export function tableValidation(
  task: TableTask,
  evaluator: Pick<Evaluator, "predict">,
  rows: TableRows,
  patience: number | undefined,
): TableValidation {
  // Whether the tasks have a metric in common, and labels for it, depends on no prediction.
  const { summary } = scoreTable(
    task,
    rows.labels,
    new Float32Array(rows.count * predictionWidth(task.learned)),
  );
  if (summary?.mean === null) {
    throw new RangeError(
      `Cannot validate: some task needs labels that count, of both classes where they are flags, received none in ${rows.count} validation rows`,
    );
  }
  const partLossesOf = tablePartLosses(task);
  let losses: Readonly<Record<string, LossesOfPart>> | null = null;
  return {
    name: summary?.name ?? "loss",
    better: summary?.better ?? "lower",
    patience,
    partLosses: () => losses,
    async evaluate() {
      const predictions = await evaluator.predict();
      losses = await partLossesOf(rows.labels, predictions);
      if (summary !== null) {
        return scoreTable(task, rows.labels, predictions).summary?.mean ?? Number.NaN;
      }
      return Object.values(losses).reduce((sum, { weightedLoss }) => sum + weightedLoss, 0);
    },
  };
}
