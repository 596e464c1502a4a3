import { datasetNames as downloadable, type DatasetName as LoaderName } from "@proj/datasets/node";
import { type Command, Option } from "commander";

/** Options of every command that reads a data set. */
export interface DatasetOptions {
  readonly dataDir?: string;
  readonly cacheDir?: string;
  readonly mirror?: string[];
}

/** The data sets that have names. */
export const datasetNames: readonly DatasetName[] = [...downloadable, "idx"];

/** The name of a data set: one that the loader knows, or somebody's own four IDX files. */
export type DatasetName = LoaderName | "idx";

/**
 * Adds the options that say where data sets lie.
 *
 * @param command The command.
 * @returns The same command.
 */
export function addDatasetOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--data-dir <folder>",
        "folder of the data set's four IDX files, gzipped or not; without it, $PROJ_DATA_DIR/<dataset> if that is there, else a download into the cache",
      ),
    )
    .addOption(new Option("--cache-dir <folder>", "where downloads are kept").env("PROJ_CACHE_DIR"))
    .addOption(new Option("--mirror <url...>", "where to download from instead of the public mirrors"));
}

/**
 * The option that names a data set.
 *
 * @param description What it is for.
 * @returns The option.
 */
export function datasetOption(description: string): Option {
  return new Option("--dataset <name>", description).choices(datasetNames).env("PROJ_DATASET");
}

/**
 * The option that names a backend.
 *
 * @param description What it is for.
 * @returns The option.
 */
export function backendOption(description: string): Option {
  return new Option("--backend <name>", description).choices(["webgpu", "wasm", "cpu"]);
}

/**
 * The option that names a WebGPU adapter.
 *
 * @returns The option.
 */
export function adapterOption(): Option {
  return new Option(
    "--adapter <name>",
    "force the WebGPU adapter with this in its name: llvmpipe, swiftshader, nvidia, ...",
  );
}

/** When a label counts, unless said otherwise. */
export const defaultCondition = "odd";

/** Options of every command that reads a model. */
export interface ModelOptions {
  readonly model?: string;
  readonly condition: string;
}

/**
 * Adds the options that say where a model lies.
 *
 * @param command The command.
 * @returns The same command.
 */
export function addModelOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--model <folder>",
        "the model, a folder or a ZIP file of one (default: models/ and the condition's name)",
      ),
    )
    .addOption(
      new Option("--condition <text>", "names the model's folder where --model does not")
        .default(defaultCondition)
        .env("PROJ_CONDITION"),
    );
}

/**
 * The folder that a command's options name.
 *
 * @param options The options.
 * @returns The folder.
 */
export function modelFolder({ model, condition }: ModelOptions): string {
  return model ?? defaultModelFolder(condition);
}

/**
 * Where a model goes, and is looked for, unless said otherwise.
 *
 * @param condition The condition's text.
 * @returns `models/` and the condition in letters that any file system takes.
 */
export function defaultModelFolder(condition: string): string {
  const words: Record<string, string> = {
    ">=": "-ge-",
    "<=": "-le-",
    "!=": "-ne-",
    "==": "-eq-",
    "=": "-eq-",
    ">": "-gt-",
    "<": "-lt-",
    "%": "-mod-",
  };
  const slug = condition
    .toLowerCase()
    .replace(/>=|<=|!=|==|=|>|<|%/g, (operator) => words[operator] ?? "-")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return `models/${slug || "model"}`;
}
