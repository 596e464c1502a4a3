import { readFile } from "node:fs/promises";
import { adam, parseTableTask, trainTable } from "@proj/trainer";
import type { Backend } from "@proj/trainer/backend";
import { dropIncompleteRows, fillTrainingCells, type Treated } from "../treatments.ts";
import type { Tox21 } from "./load-tox21.ts";

/** What can be done about the labels that are missing. */
export const treatments: readonly Treatment[] = ["masked", "missing as no", "complete rows only"];

/** One of them. */
export type Treatment = "masked" | "missing as no" | "complete rows only";

/** One training. */
export interface TreatmentResult {
  readonly treatment: Treatment;
  readonly split: number;
  readonly trainingRows: number;
  readonly bestEpoch: number;
  /** Mean ROC-AUC of the 12 assays on the test rows, of the labels that are there. */
  readonly rocAuc: number | null;
  readonly seconds: number;
}

/** What {@linkcode compareTreatments} may be told. */
export interface CompareOptions {
  readonly backend: Backend;
  readonly treatments?: readonly Treatment[];
  readonly seed?: number;
  readonly epochs?: number;
  readonly signal?: AbortSignal;
  readonly onResult?: (result: TreatmentResult) => void;
}

/**
 * Trains a 1024-512-12 perceptron with dropout 0.5 on each split with each treatment of the missing labels, and keeps the epoch that
 * is best on the validation rows.
 *
 * @param data Tox21.
 * @param options The backend, and what else is not as usual.
 * @returns The results, split by split.
 */
export async function compareTreatments(data: Tox21, options: CompareOptions): Promise<TreatmentResult[]> {
  const { backend, seed = 1, epochs = 20, signal, onResult } = options;
  const task = parseTableTask(
    JSON.parse(await readFile(new URL("../../tox21/task.json", import.meta.url), "utf8")),
  );
  const assays = task.learned.flatMap(({ part }) => ("names" in part ? (part.names ?? []) : []));
  const nothing = Object.fromEntries(assays.map((assay) => [assay, "0"]));
  const treat: Record<Treatment, (treated: Treated) => Treated> = {
    masked: (treated) => treated,
    "missing as no": (treated) => fillTrainingCells(treated, nothing),
    "complete rows only": (treated) => dropIncompleteRows(treated, assays),
  };
  const results: TreatmentResult[] = [];
  for (const [split, { rows, record }] of data.splits.entries()) {
    for (const treatment of options.treatments ?? treatments) {
      signal?.throwIfAborted();
      const begin = performance.now();
      const treated = treat[treatment]({ table: data.table, rows });
      const { result, test } = await trainTable({
        task,
        table: treated.table,
        sha256: data.sha256,
        bits: data.bits,
        split: treated.rows,
        splitRecord: record,
        backend,
        hiddenUnits: [512],
        dropout: 0.5,
        epochs,
        batchSize: 128,
        optimizer: adam({ learningRate: 0.003 }),
        patience: 2,
        seed,
        runtime: "example",
        signal,
      });
      const done: TreatmentResult = {
        treatment,
        split,
        trainingRows: treated.rows.train.length,
        bestEpoch: result.bestEpoch ?? result.epochs.length,
        rocAuc: test?.summary?.mean ?? null,
        seconds: (performance.now() - begin) / 1000,
      };
      results.push(done);
      onResult?.(done);
    }
  }
  return results;
}
