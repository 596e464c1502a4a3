import { parseCondition, type Reduction } from "@proj/core";
import type { Dataset } from "@proj/datasets";
import type { Manifest } from "@proj/model";
import { labelField, trainClassifier } from "@proj/trainer";
import { Command, Option } from "commander";
import { misplacedOption } from "../options/misplaced-option.ts";
import { openDataset } from "../options/open-dataset.ts";
import { addOptimizerOptions, optimizerOf } from "../options/optimizer-options.ts";
import { layerWidths, positiveInteger, seedNumber } from "../options/parse-number.ts";
import {
  adapterOption,
  addDatasetOptions,
  backendOption,
  type DatasetName,
  type DatasetOptions,
  datasetOption,
  defaultCondition,
  defaultModelFolder,
} from "../options/shared-options.ts";
import { addSplitOptions, addTableOptions, share } from "../options/table-options.ts";
import { UsageError } from "../terminal/exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { version } from "../version.ts";
import { findCompleteRun, optimizerSettings, type RunSetting, shortSha256 } from "./complete-run.ts";
import { describeRun, trainingSummary } from "./train-output.ts";
import { type TrainTableOptions, trainOnTable } from "./train-table.ts";
import { runtimeName, trainingRun } from "./training-run.ts";

interface TrainOptions extends DatasetOptions, Omit<TrainTableOptions, "table"> {
  readonly table?: string;
  readonly dataset: DatasetName;
  readonly condition: string;
  readonly reduction: Reduction;
}

/**
 * The command `proj train`.
 *
 * @param terminal Where it writes.
 * @returns The command.
 */
export function trainCommand(terminal: Terminal): Command {
  const command = new Command("train")
    .summary("train a model on the labels that count")
    .description(
      "Trains a perceptron on images, or on a table, whose labels count only under a condition, and writes the model to a folder.",
    )
    .addOption(datasetOption("what to train on; idx is any four IDX files of your own").default("digits"))
    .addOption(
      new Option(
        "--condition <text>",
        'when a label counts: odd, even, "digit >= 5", "digit in 1,3,5", true, ...',
      )
        .default(defaultCondition)
        .env("PROJ_CONDITION"),
    )
    .addOption(
      new Option("--out <folder>", "where the model goes (default: models/ and the condition's name)"),
    )
    .addOption(
      new Option("--epochs <n>", "times every image is seen (50 for a table)")
        .default(10)
        .argParser(positiveInteger)
        .env("PROJ_EPOCHS"),
    )
    .addOption(
      new Option("--batch-size <n>", "images in a step (64 rows of a table)")
        .default(128)
        .argParser(positiveInteger),
    );
  addOptimizerOptions(command)
    .addOption(
      new Option(
        "--hidden-units <widths>",
        'widths of the hidden layers, such as "64" or "128,64"; none for none',
      )
        .default([64], "64")
        .argParser(layerWidths),
    )
    .addOption(
      new Option("--reduction <name>", "what the sum of the losses is divided by")
        .choices(["sum", "sumOverBatchSize", "meanWithSampleWeight", "sumByNonzeroWeights"])
        .default("sumOverBatchSize"),
    )
    .addOption(
      new Option("--seed <n>", "decides weights and order").default(1).argParser(seedNumber).env("PROJ_SEED"),
    )
    .addOption(backendOption("force one (default: webgpu, else wasm)").env("PROJ_BACKEND"))
    .addOption(adapterOption().env("PROJ_ADAPTER"))
    .addOption(
      new Option(
        "--engine <name>",
        "what takes the steps: fused has kernels of its own, eager trains any model",
      )
        .choices(["auto", "eager", "fused"])
        .default("auto")
        .env("PROJ_ENGINE"),
    )
    .addOption(
      new Option("--log-every <steps>", "steps between two losses").default(10).argParser(positiveInteger),
    )
    .addOption(
      new Option(
        "--checkpoint-every <steps>",
        "steps between two checkpoints (default: one epoch)",
      ).argParser(positiveInteger),
    )
    .addOption(new Option("--resume", "go on from the last checkpoint, where there is one"))
    .addOption(new Option("--json", "print the result as JSON"));
  addTableOptions(command, "train on a table of this CSV file instead of images")
    .addOption(
      new Option("--task <json>", "what the table's columns are: inputs, labels, conditions, losses"),
    )
    .addOption(
      new Option("--validation <share>", "the rows that choose the epoch").default(0.1).argParser(share),
    )
    .addOption(new Option("--test <share>", "the rows that nothing else sees").default(0.1).argParser(share))
    .addOption(
      new Option("--dropout <share>", "hidden units that a step on a table leaves out")
        .default(0)
        .argParser(share),
    )
    .addOption(
      new Option("--patience <epochs>", "end a run on a table after so many epochs without a better score")
        .default(5)
        .argParser(positiveInteger),
    );
  return addSplitOptions(addDatasetOptions(command)).action((options: TrainOptions) =>
    train(command, options, terminal),
  );
}

/** What is different by default where a table is trained on. */
const tableDefaults = { epochs: 50, batchSize: 64 };

/** Options that go with images alone, and with tables alone. */
const ofImages = ["dataset", "dataDir", "cacheDir", "mirror", "condition", "reduction"];
const ofTables = ["task", "bits", "validation", "test", "dropout", "patience", "splitFile", "split"];

async function train(command: Command, options: TrainOptions, terminal: Terminal): Promise<void> {
  const { table } = options;
  const flag = misplacedOption(command, table === undefined ? ofTables : ofImages);
  if (flag !== undefined) {
    throw new UsageError(
      table === undefined
        ? `Cannot train: ${flag} goes with --table, received no table.`
        : `Cannot train on a table: ${flag} goes with images; ${flag === "--condition" ? "the task file states conditions" : flag === "--reduction" ? "the task file states it" : "leave it out"}.`,
    );
  }
  if (table === undefined) return await trainImages(options, terminal);
  const share = misplacedOption(command, options.splitFile === undefined ? [] : ["validation", "test"]);
  if (share !== undefined) {
    throw new UsageError(
      `Cannot divide the rows: ${share} or --split-file must say how, received both; leave one out.`,
    );
  }
  const chosen = Object.fromEntries(
    Object.entries(tableDefaults).filter(([name]) => command.getOptionValueSource(name) === "default"),
  );
  await trainOnTable({ ...options, ...chosen, table }, terminal);
}

/** Trains on images. */
async function trainImages(options: TrainOptions, terminal: Terminal): Promise<void> {
  // Everything that can be wrong with the request is found before any long work.
  const condition = parseCondition(options.condition, [labelField(options.dataset)]);
  const optimizer = optimizerOf(options);
  const out = options.out ?? defaultModelFolder(options.condition);
  await trainingRun(
    {
      out,
      load: (signal) => openDataset(options.dataset, options, terminal, signal),
      findComplete: (dataset) =>
        findCompleteRun(out, options.epochs, (manifest) => runSettings(manifest, dataset, options)),
      describe: (dataset, backend) => describeRun(dataset, condition, backend, terminal.colors),
      train: (dataset, run) =>
        trainClassifier({
          ...run,
          dataset,
          condition,
          name: `${options.condition} ${options.dataset}`,
          hiddenUnits: options.hiddenUnits,
          epochs: options.epochs,
          batchSize: options.batchSize,
          optimizer,
          reduction: options.reduction,
          engine: options.engine,
          seed: options.seed,
          logEvery: options.logEvery,
          checkpointEvery: options.checkpointEvery,
          resume: options.resume,
          runtime: runtimeName(),
          versions: { "@proj/cli": version },
        }),
      report: (manifest) => {
        terminal.print(
          options.json
            ? `${JSON.stringify(trainingSummary(out, manifest), null, 2)}\n`
            : `saved      ${out}\n`,
        );
      },
    },
    options,
    terminal,
  );
}

/** What decides the result of a run on images, in the run of a model and in this one. */
function runSettings(
  { condition, dataset: trainedOn, training }: Manifest,
  dataset: Dataset,
  options: TrainOptions,
): readonly RunSetting[] {
  return [
    ["dataset", shortSha256(trainedOn.sha256), shortSha256(dataset.sha256)],
    ["condition", condition?.text, options.condition],
    ["batch size", training.batchSize, options.batchSize],
    ...optimizerSettings(training, optimizerOf(options)),
    ["hidden units", training.hiddenUnits.join() || "none", options.hiddenUnits.join() || "none"],
    ["reduction", training.reduction, options.reduction],
    ["seed", training.seed, options.seed],
  ];
}
