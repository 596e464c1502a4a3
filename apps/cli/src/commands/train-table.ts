import type { Manifest } from "@proj/model";
import {
  parseTableTask,
  type SplitRecord,
  type TableScore,
  type TableTask,
  tableData,
  trainTable,
} from "@proj/trainer";
import { type OptimizerOptions, optimizerOf } from "../options/optimizer-options.ts";
import { defaultModelFolder } from "../options/shared-options.ts";
import type { TableFileOptions, TableSplitOptions } from "../options/table-options.ts";
import { plainText } from "../report/plain-text.ts";
import { describeTableRun } from "../table/describe-table-run.ts";
import { formatMetric, formatScores } from "../table/format-scores.ts";
import {
  divideRows,
  type OpenedTable,
  openTable,
  readJsonFile,
  type SplitRequest,
} from "../table/open-table.ts";
import { UsageError } from "../terminal/exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { version } from "../version.ts";
import { findCompleteRun, optimizerSettings, type RunSetting, shortSha256 } from "./complete-run.ts";
import { runtimeName, type TrainingRunOptions, trainingRun } from "./training-run.ts";

/** The options of `proj train --table`. */
export interface TrainTableOptions
  extends TrainingRunOptions,
    OptimizerOptions,
    TableFileOptions,
    TableSplitOptions {
  readonly table: string;
  readonly task?: string;
  readonly validation: number;
  readonly test: number;
  readonly out?: string;
  readonly epochs: number;
  readonly batchSize: number;
  readonly hiddenUnits: number[];
  readonly dropout: number;
  readonly patience?: number;
  readonly seed: number;
  readonly logEvery: number;
  readonly checkpointEvery?: number;
  readonly json?: boolean;
}

/**
 * Trains on a table.
 *
 * @param options The options, with their defaults for tables.
 * @param terminal Where it writes.
 */
export async function trainOnTable(options: TrainTableOptions, terminal: Terminal): Promise<void> {
  if (options.task === undefined) {
    throw new UsageError(
      "Cannot train on a table: --task must name the file that says what its columns are. See docs/guides/labels-that-are-conditions.md.",
    );
  }
  const split = splitRequest(options);
  const optimizer = optimizerOf(options);
  const task = parseTableTask((await readJsonFile(options.task, "the task file")).json);
  const out = options.out ?? defaultModelFolder(task.name);
  await trainingRun(
    {
      out,
      async load(signal) {
        const opened = await openTable(options.table, task, options.bits, signal);
        const { rows, record } = await divideRows(opened.table, split);
        return { ...opened, rows, record, data: tableData(task, opened.table, rows, { bits: opened.bits }) };
      },
      findComplete: (data) =>
        findCompleteRun(out, options.epochs, (manifest) => runSettings(manifest, { ...data, task }, options)),
      describe: ({ path, data }, backend) =>
        describeTableRun({ ...data, task, path }, backend, terminal.colors),
      train: async ({ table, sha256, bits, bitsSha256, rows, record }, run) => {
        const trained = await trainTable({
          ...run,
          task,
          table,
          sha256,
          bits,
          bitsSha256,
          split: rows,
          splitRecord: record,
          hiddenUnits: options.hiddenUnits,
          dropout: options.dropout,
          epochs: options.epochs,
          batchSize: options.batchSize,
          optimizer,
          patience: options.patience,
          engine: options.engine,
          seed: options.seed,
          logEvery: options.logEvery,
          checkpointEvery: options.checkpointEvery,
          resume: options.resume,
          runtime: runtimeName(),
          versions: { "@proj/cli": version },
        });
        const never = trained.supervision.filter(({ live }) => live === 0).map(({ name }) => plainText(name));
        if (never.length > 0) {
          terminal.note(
            terminal.colors.yellow(
              `notice     no training label counts of ${never.join(", ")}: the model learns nothing about ${never.length === 1 ? "it" : "them"}\n`,
            ),
          );
        }
        return trained;
      },
      report: (manifest, trained) => report(out, manifest, trained?.test ?? null, options, terminal),
    },
    options,
    terminal,
  );
}

function splitRequest({ splitFile, split, seed, validation, test }: TrainTableOptions): SplitRequest {
  if (splitFile !== undefined) return { file: splitFile, path: split ?? "" };
  if (split !== undefined) {
    throw new UsageError(`Cannot take --split ${split}: --split-file must name the file that it is in.`);
  }
  return { seed, validation, test };
}

/** What decides the result of a run on a table, in the run of a model and in this one. */
function runSettings(
  { dataset, input, training }: Manifest,
  run: Pick<OpenedTable, "sha256" | "bitsSha256"> & {
    readonly record: SplitRecord;
    readonly task: TableTask;
  },
  options: TrainTableOptions,
): readonly RunSetting[] {
  const { table } = input;
  const isOfTable = typeof table === "object" && table !== null;
  const had = (name: string): unknown => (isOfTable ? Reflect.get(table, name) : undefined);
  return [
    ["table", isOfTable ? shortSha256(dataset.sha256) : undefined, shortSha256(run.sha256)],
    ["bits", shortSha256(had("bits")), shortSha256(run.bitsSha256)],
    ["task", had("task"), run.task.file],
    ["batch size", training.batchSize, options.batchSize],
    ...optimizerSettings(training, optimizerOf(options)),
    ["hidden units", training.hiddenUnits.join() || "none", options.hiddenUnits.join() || "none"],
    ["dropout", training.dropout, options.dropout],
    ["patience", training.patience, options.patience],
    ["seed", training.seed, options.seed],
    ["split", had("split"), run.record],
  ];
}

function report(
  out: string,
  manifest: Manifest,
  test: TableScore | null,
  options: TrainTableOptions,
  terminal: Terminal,
): void {
  const { validation } = manifest.metrics;
  const best = validation?.scores.find(({ epoch }) => epoch === validation.bestEpoch);
  if (options.json) {
    const summary = {
      out,
      task: manifest.name,
      dataset: { name: manifest.dataset.name, sha256: manifest.dataset.sha256 },
      seed: manifest.training.seed,
      losses: manifest.metrics.epochs.map(({ loss }) => loss),
      validation: validation ?? null,
      test,
      backend: manifest.backend,
      weights: manifest.files["weights.bin"]?.sha256 ?? "",
    };
    terminal.print(`${JSON.stringify(summary, null, 2)}\n`);
    return;
  }
  if (validation && best) {
    terminal.note(
      `best       epoch ${best.epoch}: ${validation.name} ${formatMetric(best.score)} on the validation rows\n`,
    );
  }
  if (test) terminal.print(`test rows\n${formatScores(test).join("\n")}\n`);
  terminal.print(`saved      ${out}\n`);
}
