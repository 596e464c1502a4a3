import { encodeInputs } from "@proj/datasets";
import { type Artifact, createPredictor, type Manifest } from "@proj/model";
import {
  combineTableLabels,
  parseTableRecord,
  type SplitRecord,
  scoreTable,
  type TableScore,
} from "@proj/trainer";
import { UsageError } from "../terminal/exit-codes.ts";
import { divideRows, type OpenedTable, openTable } from "./open-table.ts";

/** The rows of one part of a table, and how a model does on them. */
export interface SplitScore extends TableScore {
  readonly name: "training" | "validation" | "test" | "all";
  readonly count: number;
}

/** Everything that a report on a table's model says, as plain JSON data. */
export interface TableReport {
  readonly model: {
    readonly name: string;
    readonly backend: string;
    readonly adapter: string;
    /** The engine that took the steps; left out for models of before there was a choice. */
    readonly engine?: string;
    readonly seed: number;
    /** Epochs trained, and the one whose weights the model has; null where nothing was validated. */
    readonly epochs: number;
    readonly bestEpoch: number | null;
  };
  readonly dataset: { readonly path: string; readonly sha256: string; readonly rows: number };
  /** Whether this is the table that the model was trained on, with the same bits beside it. */
  readonly isKnown: boolean;
  /** Names of the classes and tasks of which no training label counted. */
  readonly unsupervised: readonly string[];
  readonly splits: readonly SplitScore[];
}

/** Where a table and what belongs to it lie. */
export interface TableReportOptions {
  readonly table: string;
  readonly bits?: string | undefined;
  readonly splitFile?: string | undefined;
}

/**
 * Measures a table's model on the rows of a table: apart by the split that it was trained with, or all together where the table is
 * another one.
 *
 * @param artifact The model.
 * @param options The files.
 * @returns The report.
 * @throws {UsageError} Where the model is not that of a table, or its split file is needed and missing or another one.
 * @throws {Error} Where a file cannot be read, or does not fit the task.
 */
export async function buildTableReport(
  artifact: Artifact,
  options: TableReportOptions,
): Promise<TableReport> {
  const { manifest } = artifact;
  const { task, encoder, split, bits } = tableRecordOf(manifest);
  const opened = await openTable(options.table, task, options.bits);
  const isKnown = opened.sha256 === manifest.dataset.sha256 && opened.bitsSha256 === bits;
  const parts = isKnown ? await partsOf(opened, split, options.splitFile) : { all: null };

  const { inputs } = encodeInputs(opened.table, encoder, { bits: opened.bits });
  const labels = combineTableLabels(task, opened.table);
  const predictor = await createPredictor(artifact);
  const predictions = await predictor.predict(inputs, opened.table.rows).finally(() => predictor.dispose());
  const outputs = predictor.classes.length;
  const splits = Object.entries<Uint32Array | null>(parts).map(([name, rows]): SplitScore => {
    const own = (all: Float32Array, width: number): Float32Array =>
      rows === null ? all : takeRows(all, width, rows);
    const score = scoreTable(task, own(labels, task.layout.width), own(predictions, outputs));
    return { name: name as SplitScore["name"], count: rows?.length ?? opened.table.rows, ...score };
  });
  const { training, metrics, backend } = manifest;
  return {
    model: {
      name: manifest.name,
      backend: backend.name,
      adapter: backend.adapter,
      ...(backend.engine !== undefined && { engine: backend.engine }),
      seed: training.seed,
      epochs: metrics.epochs.length,
      bestEpoch: metrics.validation?.bestEpoch ?? null,
    },
    dataset: { path: options.table, sha256: opened.sha256, rows: opened.table.rows },
    isKnown,
    unsupervised: manifest.classes.filter(({ supervised }) => !supervised).map(({ name }) => name),
    splits: splits.map(({ name, count, tasks, summary }) => ({ name, count, tasks, summary })),
  };
}

/**
 * Reads what a table's model knows of its table.
 *
 * @param manifest The model's manifest.
 * @returns The task, how rows become inputs, how they were divided, and the SHA-256 of the bits beside the table.
 * @throws {UsageError} Where it is a model of images.
 */
export function tableRecordOf(manifest: Manifest): ReturnType<typeof parseTableRecord> {
  if (manifest.input.table === undefined) {
    throw new UsageError(
      `Cannot use --table: the model ${manifest.name} was trained on images; leave --table out.`,
    );
  }
  return parseTableRecord(manifest.input.table);
}

async function partsOf(
  { table }: OpenedTable,
  record: SplitRecord,
  splitFile: string | undefined,
): Promise<Record<"training" | "validation" | "test", Uint32Array>> {
  if ("seed" in record) {
    if (splitFile !== undefined) {
      throw new UsageError(
        `Cannot take --split-file: the model's rows were divided by the seed ${record.seed}; leave it out.`,
      );
    }
    return named((await divideRows(table, record)).rows);
  }
  if (splitFile === undefined) {
    throw new UsageError(
      `Cannot evaluate: --split-file must name the file by which the model's rows were divided (SHA-256 ${record.sha256.slice(0, 12)}...).`,
    );
  }
  const divided = await divideRows(table, { file: splitFile, path: record.path });
  if ("sha256" in divided.record && divided.record.sha256 === record.sha256) return named(divided.rows);
  throw new UsageError(
    `Cannot evaluate: --split-file must be the file by which the model's rows were divided, of the SHA-256 ${record.sha256.slice(0, 12)}..., received another one.`,
  );
}

function named(rows: {
  readonly train: Uint32Array;
  readonly validation: Uint32Array;
  readonly test: Uint32Array;
}): Record<"training" | "validation" | "test", Uint32Array> {
  return { training: rows.train, validation: rows.validation, test: rows.test };
}

function takeRows(all: Float32Array, width: number, rows: Uint32Array): Float32Array {
  const taken = new Float32Array(rows.length * width);
  for (const [place, row] of rows.entries()) {
    taken.set(all.subarray(row * width, (row + 1) * width), place * width);
  }
  return taken;
}
