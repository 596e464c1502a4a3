import { validateCondition } from "@proj/core";
import type { Dataset, ImageSet } from "@proj/datasets";
import { type Artifact, argMax, createPredictor, type Predictor } from "@proj/model";
import { writeFileWhole } from "@proj/model/node";
import { type ClassScores, type EngineChoice, scoreClassifier } from "@proj/trainer";
import { type BackendName, openBackend } from "@proj/trainer/backend";
import { Command, Option } from "commander";
import { misplacedOption } from "../options/misplaced-option.ts";
import { openDataset } from "../options/open-dataset.ts";
import { readModel } from "../options/read-model.ts";
import {
  adapterOption,
  addDatasetOptions,
  addModelOptions,
  backendOption,
  type DatasetName,
  type DatasetOptions,
  datasetNames,
  datasetOption,
  type ModelOptions,
  modelFolder,
} from "../options/shared-options.ts";
import { addTableOptions } from "../options/table-options.ts";
import { formatReport } from "../report/format-report.ts";
import { renderHtml } from "../report/html/render-html.ts";
import { plainText } from "../report/plain-text.ts";
import { buildReport, labelField, type SplitPredictions } from "../report/report.ts";
import { formatReportJson } from "../report/report-json.ts";
import { UsageError } from "../terminal/exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { evaluateOnTable } from "./evaluate-table.ts";

interface EvaluateOptions extends DatasetOptions, ModelOptions {
  readonly dataset?: DatasetName;
  readonly backend?: BackendName;
  readonly adapter?: string;
  readonly engine?: EngineChoice;
  readonly json?: boolean;
  readonly html?: string;
  readonly table?: string;
  readonly bits?: string;
  readonly splitFile?: string;
}

/**
 * The command `proj evaluate`.
 *
 * @param terminal Where it writes.
 * @returns The command.
 */
export function evaluateCommand(terminal: Terminal): Command {
  const command = addModelOptions(
    new Command("evaluate")
      .summary("report what a model learned: labels that counted against labels that did not")
      .description(
        "Evaluates a model on training and held-out images, apart where its condition holds and where it does not; or, with --table, on the rows of a table.",
      ),
  )
    .addOption(datasetOption("what to evaluate on (default: what the model was trained on)"))
    .addOption(backendOption("compute on this backend, as training does (default: as the service predicts)"))
    .addOption(adapterOption())
    .addOption(
      new Option("--engine <name>", "compute with this engine, as training does").choices([
        "auto",
        "eager",
        "fused",
      ]),
    )
    .addOption(new Option("--json", "print the report as JSON"))
    .addOption(new Option("--html <file>", "write the report as one self-contained page too"));
  addTableOptions(command, "the CSV file, for a model of a table").addOption(
    new Option("--split-file <json>", "the file by which the model's rows were divided, where there was one"),
  );
  return addDatasetOptions(command).action((options: EvaluateOptions) =>
    evaluate(command, options, terminal),
  );
}

/** Options that go with images alone, and with tables alone. */
const ofImages = ["dataset", "dataDir", "cacheDir", "mirror", "backend", "adapter", "engine"];
const ofTables = ["bits", "splitFile"];

async function evaluate(command: Command, options: EvaluateOptions, terminal: Terminal): Promise<void> {
  const misplaced = misplacedOption(command, options.table === undefined ? ofTables : ofImages);
  if (misplaced !== undefined) {
    throw new UsageError(
      options.table === undefined
        ? `Cannot evaluate: ${misplaced} goes with --table, received no table.`
        : `Cannot evaluate on a table: ${misplaced} goes with images; leave it out.`,
    );
  }
  const artifact = await readModel(modelFolder(options));
  const { manifest } = artifact;
  const { table } = options;
  if (table !== undefined) return await evaluateOnTable(artifact, { ...options, table }, terminal);
  if (manifest.input.table !== undefined) {
    throw new UsageError(
      `Cannot evaluate: the model ${manifest.name} is one of a table; --table must name the CSV file.`,
    );
  }
  const dataset = await openDataset(options.dataset ?? datasetOf(manifest.dataset.name), options, terminal);
  if (dataset.sha256 !== manifest.dataset.sha256) {
    terminal.note(
      `notice     The model was trained on ${manifest.dataset.name}, not on these images: its training images are none of them.\n`,
    );
  }
  const report = buildReport({
    manifest,
    condition: validateCondition(manifest.condition, [labelField(manifest)]),
    dataset,
    splits: await namedImages(artifact, dataset, options, terminal),
  });
  if (options.html !== undefined) await writeFileWhole(options.html, renderHtml(report));
  terminal.print(
    options.json ? formatReportJson(report) : `${formatReport(report, { color: terminal.colorResults })}\n`,
  );
  if (options.html !== undefined) terminal.note(`page       ${options.html}\n`);
}

/** What the model names the images of both splits: as the service predicts, or on a backend where one is asked for. */
async function namedImages(
  artifact: Artifact,
  dataset: Dataset,
  { backend, adapter, engine }: EvaluateOptions,
  terminal: Terminal,
): Promise<SplitPredictions[]> {
  const { train, heldOut } = dataset;
  if (backend !== undefined || adapter !== undefined || engine !== undefined) {
    const opened = await openBackend({ backend, adapter });
    try {
      const scores = await scoreClassifier({ artifact, dataset, backend: opened, engine });
      const why = scores.reason === null ? "" : `: ${plainText(scores.reason)}`;
      terminal.note(`engine     ${scores.engine} on ${plainText(opened.adapter)}${why}\n`);
      return [
        { name: "training", ...listedCounts(scores.train) },
        { name: "held-out", ...listedCounts(scores.heldOut) },
      ];
    } finally {
      opened.close();
    }
  }
  const predictor = await createPredictor(artifact);
  try {
    return [
      { name: "training", labels: train.labels, predictions: await predict(predictor, train) },
      { name: "held-out", labels: heldOut.labels, predictions: await predict(predictor, heldOut) },
    ];
  } finally {
    predictor.dispose();
  }
}

/** Labels and predictions, class by class, as often as they were counted: a report asks for no order. */
function listedCounts({ live, masked }: ClassScores): Pick<SplitPredictions, "labels" | "predictions"> {
  const pairs = [live, masked].flatMap((counts) =>
    counts.flatMap((row, label) => row.map((count, prediction) => ({ label, prediction, count }))),
  );
  const list = (value: (pair: (typeof pairs)[number]) => number): Uint8Array =>
    Uint8Array.from(pairs.flatMap((pair) => new Array<number>(pair.count).fill(value(pair))));
  return { labels: list(({ label }) => label), predictions: list(({ prediction }) => prediction) };
}

async function predict(predictor: Predictor, { images, count }: ImageSet): Promise<ArrayLike<number>> {
  return argMax(await predictor.predict(images, count), predictor.classes.length);
}

function datasetOf(name: string): DatasetName {
  const known = datasetNames.find((each) => each === name);
  if (known === undefined) {
    throw new UsageError(
      `Cannot evaluate: the model's data set "${name}" is none of ${datasetNames.join(", ")}. Say what to evaluate on with --dataset.`,
    );
  }
  return known;
}
