import type { SupervisionCount } from "@proj/core";
import type { RowSplit, Table } from "@proj/datasets";
import { type Artifact, createArtifact } from "@proj/model";
import type * as tf from "@tensorflow/tfjs";
import { saveModel } from "../classifier/save-model.ts";
import { thinCurve } from "../classifier/thin-curve.ts";
import { chooseEngine } from "../engine/choose-engine.ts";
import type { Evaluator } from "../evaluation/evaluator.ts";
import { describeOptimizer } from "../fit/describe-optimizer.ts";
import { fit } from "../fit/fit.ts";
import type { FitResult } from "../fit/fit-options.ts";
import type { RunOptions } from "../fit/run-options.ts";
import { runRecord } from "../fit/run-record.ts";
import { scoreTable, type TableScore } from "./score-table.ts";
import { type TableData, type TableRows, tableData, tableTrainingData } from "./table-data.ts";
import { tableLoss } from "./table-loss.ts";
import { tableModel } from "./table-model.ts";
import type { SplitRecord, TableRecord } from "./table-record.ts";
import { tableSupervision } from "./table-supervision.ts";
import type { TableTask } from "./table-task.ts";
import { tableValidation } from "./table-validation.ts";

/** A table's training: what is learned, from which rows, and how. */
export interface TableOptions extends RunOptions {
  /** What is learned of the table. */
  readonly task: TableTask;
  /** The table. */
  readonly table: Table;
  /** SHA-256 of the table's bytes, for the manifest and the checkpoints. */
  readonly sha256: string;
  /** The packed bits beside the table, where the task has them. */
  readonly bits?: Uint8Array | undefined;
  /** SHA-256 of the packed bits, for the manifest and the checkpoints: by it a run knows its own bits again. */
  readonly bitsSha256?: string | undefined;
  /** Which rows are trained on, validated on and tested on. */
  readonly split: RowSplit;
  /** How the rows were divided, for the manifest. */
  readonly splitRecord: SplitRecord;
  /** The share of hidden units that a step leaves out, from 0 to below 1. */
  readonly dropout: number;
  /** Times that every row is seen, at most. */
  readonly epochs: number;
  /** Epochs without a better validation score after which the run ends; all epochs are trained if left out. */
  readonly patience?: number | undefined;
  /** Decides the initial weights, the dropout and the order of rows. */
  readonly seed: number;
}

/** What came of it. */
export interface TrainedTable {
  /** The losses and the scores by epoch. */
  readonly result: FitResult;
  /** For every column of the predictions the training labels that counted. */
  readonly supervision: readonly SupervisionCount[];
  /** The scores on the test rows; null when the run was stopped, or there are none. */
  readonly test: TableScore | null;
  /** The model with its manifest, or null when the run was stopped before its end. */
  readonly artifact: Artifact | null;
}

/**
 * Trains a perceptron on a table whose labels may be missing or count only under a condition, keeping the weights of the epoch
 * that does best on the validation rows.
 *
 * @param options The table, its task and the numbers.
 * @returns The losses, what was supervised, the scores on the test rows, and the artifact of a complete run.
 * @throws As {@linkcode fit} and `parseTableTask` do; `RangeError` also where no training label counts.
 *
 * @example
 * ```ts
 * import { readCsv, splitRows } from "@proj/datasets";
 * import { adam, parseTableTask, trainTable } from "@proj/trainer";
 * import { openBackend } from "@proj/trainer/backend";
 *
 * // A label for every second row; it is 1 where x is above 0.
 * const rows = Array.from({ length: 200 }, (_, row) => [Math.sin(row), row % 2 === 0]);
 * const table = readCsv(`x,isUp\n${rows.map(([x, known]) => `${x},${known ? Number(Number(x) > 0) : ""}`).join("\n")}\n`);
 * const task = parseTableTask({
 *   name: "up",
 *   inputs: { numbers: ["x"] },
 *   labels: { parts: { isUp: { kind: "flag", missing: null }, known: { kind: "presence", of: "isUp" } } },
 *   losses: { isUp: { loss: "binaryCrossentropy" } },
 * });
 * const fractions = { validation: 0.2, test: 0.2 };
 * const { test } = await trainTable({
 *   task,
 *   table,
 *   sha256: "0".repeat(64),
 *   split: splitRows({ count: table.rows, seed: 1, fractions }),
 *   splitRecord: { seed: 1, ...fractions },
 *   backend: await openBackend({ backend: "cpu" }),
 *   hiddenUnits: [8],
 *   dropout: 0,
 *   epochs: 5,
 *   batchSize: 16,
 *   optimizer: adam({ learningRate: 0.05 }),
 *   seed: 1,
 *   runtime: "example",
 * });
 * console.log(test?.summary?.name, test?.summary?.mean); // ROC-AUC 1
 * ```
 */
export async function trainTable(options: TableOptions): Promise<TrainedTable> {
  const { task, table, split, bits, backend, optimizer, hiddenUnits, dropout, seed } = options;
  const data = tableData(task, table, split, { bits });
  const supervision = await tableSupervision(task, data.train);
  if (supervision.every(({ live }) => live === 0)) {
    throw new RangeError(
      `Cannot train: some training label must count, received none in ${data.train.count} rows; see the missing labels and conditions of the task file`,
    );
  }
  const model = tableModel(task, { inputs: data.width, hiddenUnits, dropout, seed });
  const { engine, reason } = chooseEngine(options.engine ?? "auto", {
    backend,
    model,
    loss: tableLoss(task),
    optimizer,
    data: tableTrainingData(data.train, data.width, task.layout.width),
  });
  const evaluatorOf = (rows: TableRows): Evaluator =>
    engine.evaluator(tableTrainingData(rows, data.width, task.layout.width));
  const validated = data.validation.count > 0 ? evaluatorOf(data.validation) : null;
  try {
    options.onEvent?.({ type: "engine", name: engine.name, reason });
    const validation =
      validated === null ? undefined : tableValidation(task, validated, data.validation, options.patience);
    const result = await fit({
      ...options,
      engine,
      count: data.train.count,
      settings: settingsOf(options, engine.name),
      lost: backend.lost,
      validation,
      onEvent: (event) => {
        const parts = validation?.partLosses();
        options.onEvent?.(event.type === "epoch" && parts ? { ...event, parts } : event);
      },
    });
    if (!result.complete) return { result, supervision, test: null, artifact: null };
    const { test } = data;
    const score = test.count > 0 ? scoreTable(task, test.labels, await predictOnce(evaluatorOf(test))) : null;
    const outcome = { engine: engine.name, result, supervision, scoreName: validation?.name ?? "" };
    return { result, supervision, test: score, artifact: await toArtifact(model, data, options, outcome) };
  } finally {
    validated?.dispose();
    engine.dispose();
    model.dispose();
  }
}

async function predictOnce(evaluator: Evaluator): Promise<Float32Array> {
  try {
    return await evaluator.predict();
  } finally {
    evaluator.dispose();
  }
}

/** What makes two runs the same run; how often they report, and how long they go on, does not. */
function settingsOf(options: TableOptions, engine: string): Record<string, string> {
  const { task, sha256, backend, optimizer } = options;
  return {
    engine,
    task: JSON.stringify(task.file),
    table: sha256.slice(0, 12),
    ...(options.bitsSha256 !== undefined && { bits: options.bitsSha256.slice(0, 12) }),
    split: JSON.stringify(options.splitRecord),
    "hidden units": options.hiddenUnits.join(",") || "none",
    dropout: String(options.dropout),
    "batch size": String(options.batchSize),
    patience: String(options.patience ?? "none"),
    seed: String(options.seed),
    "learning rate": String(optimizer.learningRate),
    optimizer: describeOptimizer(optimizer),
    backend: backend.name,
    adapter: backend.adapter,
  };
}

/** What a manifest says of a run beside its options. */
interface Outcome {
  readonly engine: string;
  readonly result: FitResult;
  readonly supervision: readonly SupervisionCount[];
  readonly scoreName: string;
}

async function toArtifact(
  model: tf.LayersModel,
  data: TableData,
  options: TableOptions,
  { engine, result, supervision, scoreName }: Outcome,
): Promise<Artifact> {
  const { task, splitRecord } = options;
  const { training, ...run } = runRecord(options, engine);
  const record: TableRecord = {
    task: task.file,
    encoder: data.encoder,
    split: splitRecord,
    bits: options.bitsSha256,
  };
  const { validation, bestEpoch } = result;
  return await createArtifact({
    manifest: {
      name: task.name,
      input: { shape: [data.width], scale: 1, table: record },
      labels: {
        layout: task.layout,
        learned: task.learned.map(({ name: part, loss, mask, weight }) => ({ part, loss, mask, weight })),
      },
      condition: null,
      classes: supervision.map(({ part, name, live }, label) => {
        return { label, part, name, supervised: live > 0, samples: live };
      }),
      dataset: {
        name: task.name,
        sha256: options.sha256,
        trainCount: data.train.count,
        heldOutCount: data.validation.count + data.test.count,
      },
      training: {
        ...training,
        reduction: task.reduction,
        pooling: task.pooling,
        dropout: options.dropout,
        // JSON would have null for one that is left out.
        ...(options.patience !== undefined && { patience: options.patience }),
      },
      metrics: {
        epochs: result.epochs,
        lossCurve: thinCurve(result.lossCurve),
        ...(bestEpoch !== null && {
          validation: { name: scoreName, scores: validation, bestEpoch },
        }),
      },
      ...run,
    },
    ...(await saveModel(model)),
  });
}
