import { resolve } from "node:path";
import process from "node:process";
import { parseCondition, type Reduction } from "@proj/core";
import type { Manifest } from "@proj/model";
import { checkReplaceable, writeArtifactFolder } from "@proj/model/node";
import { adam, labelField, trainClassifier } from "@proj/trainer";
import { type Backend, type BackendName, openBackend } from "@proj/trainer/backend";
import { checkpointFile } from "@proj/trainer/node";
import { Command, Option } from "commander";
import { openDataset } from "../options/open-dataset.ts";
import { layerWidths, positiveInteger, positiveNumber, seedNumber } from "../options/parse-number.ts";
import {
  addDatasetOptions,
  type DatasetName,
  type DatasetOptions,
  datasetOption,
  defaultCondition,
  defaultModelFolder,
} from "../options/shared-options.ts";
import { InterruptedError } from "../terminal/exit-codes.ts";
import { fitProgress } from "../terminal/fit-progress.ts";
import { onInterruption } from "../terminal/interruption.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { version } from "../version.ts";
import { findCompleteRun } from "./complete-run.ts";
import { describeRun, trainingSummary } from "./train-output.ts";

interface TrainOptions extends DatasetOptions {
  readonly dataset: DatasetName;
  readonly condition: string;
  readonly out?: string;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly hiddenUnits: number[];
  readonly reduction: Reduction;
  readonly seed: number;
  readonly backend?: BackendName;
  readonly adapter?: string;
  readonly logEvery: number;
  readonly checkpointEvery?: number;
  readonly resume?: boolean;
  readonly json?: boolean;
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
      "Trains a perceptron on images whose labels count only under a condition, and writes the model to a folder.",
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
      new Option("--epochs <n>", "times every image is seen")
        .default(10)
        .argParser(positiveInteger)
        .env("PROJ_EPOCHS"),
    )
    .addOption(new Option("--batch-size <n>", "images in a step").default(128).argParser(positiveInteger))
    .addOption(new Option("--learning-rate <x>", "Adam's step size").default(0.001).argParser(positiveNumber))
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
    .addOption(
      new Option("--backend <name>", "force one (default: webgpu, else wasm)")
        .choices(["webgpu", "wasm", "cpu"])
        .env("PROJ_BACKEND"),
    )
    .addOption(
      new Option(
        "--adapter <name>",
        "force the WebGPU adapter with this in its name: llvmpipe, swiftshader, nvidia, ...",
      ).env("PROJ_ADAPTER"),
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
  return addDatasetOptions(command).action((options: TrainOptions) => train(options, terminal));
}

async function train(options: TrainOptions, terminal: Terminal): Promise<void> {
  // Everything that can be wrong with the request is found before any long work.
  const condition = parseCondition(options.condition, [labelField(options.dataset)]);
  const out = options.out ?? defaultModelFolder(options.condition);
  await checkReplaceable(out);
  const checkpoints = checkpointFile(`${resolve(out)}.checkpoint.safetensors`);
  const interruption = onInterruption(terminal);
  let backend: Backend | null = null;
  try {
    const dataset = await openDataset(options.dataset, options, terminal, interruption.signal);
    const unfinished = (await checkpoints.read()) !== null;
    if (unfinished && !options.resume) {
      terminal.note(
        `notice     ${checkpoints.name} holds a run that has not ended; it stays until this run's first checkpoint. --resume goes on from it.\n`,
      );
    }
    if (options.resume && !unfinished) {
      const complete = await findCompleteRun(out, dataset, options);
      if (complete !== null) {
        terminal.note("complete   This run has ended already; without --resume it starts anew.\n");
        report(out, complete, options, terminal);
        return;
      }
    }
    backend = await openBackend({ backend: options.backend, adapter: options.adapter });
    terminal.note(describeRun(dataset, condition, backend, terminal.colors));
    const progress = fitProgress(terminal);
    const { result, artifact } = await trainClassifier({
      dataset,
      condition,
      backend,
      name: `${options.condition} ${options.dataset}`,
      hiddenUnits: options.hiddenUnits,
      epochs: options.epochs,
      batchSize: options.batchSize,
      optimizer: adam({ learningRate: options.learningRate }),
      reduction: options.reduction,
      seed: options.seed,
      logEvery: options.logEvery,
      checkpointEvery: options.checkpointEvery,
      checkpoints,
      resume: options.resume,
      signal: interruption.signal,
      runtime: runtimeName(),
      versions: { "@proj/cli": version },
      onEvent: progress.event,
    }).finally(progress.end);
    if (artifact === null) {
      throw new InterruptedError(
        `at step ${result.step}. Go on from ${checkpoints.name} with the same command and --resume.`,
        interruption.received ?? "SIGINT",
      );
    }
    await writeArtifactFolder(out, artifact);
    await checkpoints.remove();
    report(out, artifact.manifest, options, terminal);
  } catch (error) {
    const { received } = interruption;
    if (received === null || !(error instanceof Error && error.name === "AbortError")) throw error;
    throw new InterruptedError("before the first step; nothing was written.", received);
  } finally {
    interruption.release();
    backend?.close();
  }
}

function report(out: string, manifest: Manifest, { json }: TrainOptions, terminal: Terminal): void {
  terminal.print(
    json ? `${JSON.stringify(trainingSummary(out, manifest), null, 2)}\n` : `saved      ${out}\n`,
  );
}

function runtimeName(): string {
  const { deno, bun, node } = process.versions as Record<string, string | undefined>;
  return deno ? `deno ${deno}` : bun ? `bun ${bun}` : `node ${node ?? "unknown"}`;
}
