import { readFile } from "node:fs/promises";
import { splitRows, type Table } from "@proj/datasets";
import { adam, parseTableTask, trainTable } from "@proj/trainer";
import type { Backend } from "@proj/trainer/backend";
import { fillTrainingCells } from "../treatments.ts";

/** Who is trained on: those who were asked, or everybody, with "no" for those who were not. */
export type Mask = "asked only" | "not asked as no";

/** The two of them. */
export const masks: readonly Mask[] = ["asked only", "not asked as no"];

/** One training. */
export interface MaskResult {
  readonly mask: Mask;
  readonly split: number;
  /** Training rows whose label counted. */
  readonly live: number;
  /** Of the test rows that were asked: the share that is still smoking, and how the model does on them. */
  readonly smoking: number;
  readonly rocAuc: number | null;
  readonly accuracy: number | null;
}

/**
 * Learns whether a person who smoked 100 cigarettes still smokes, which only those were asked who said that they had, on several
 * splits with each mask.
 *
 * @param table The table of NHANES.
 * @param sha256 Its checksum.
 * @param options The backend, the number of splits, and who is told of each result.
 * @returns The results, split by split.
 */
export async function compareMasks(
  table: Table,
  sha256: string,
  options: {
    readonly backend: Backend;
    readonly splits?: number;
    readonly onResult?: (result: MaskResult) => void;
  },
): Promise<MaskResult[]> {
  const file = new URL("../../nhanes/task.json", import.meta.url);
  const task = parseTableTask(JSON.parse(await readFile(file, "utf8")));
  const fractions = { validation: 0.15, test: 0.15 };
  const results: MaskResult[] = [];
  for (let split = 0; split < (options.splits ?? 5); split++) {
    const rows = splitRows({ count: table.rows, seed: split, fractions });
    for (const mask of masks) {
      const given = { table, rows };
      const treated =
        mask === "asked only" ? given : fillTrainingCells(askEverybody(given), { SmokeNow: "No" });
      const { test, supervision } = await trainTable({
        task,
        table: treated.table,
        sha256,
        split: rows,
        splitRecord: { seed: split, ...fractions },
        backend: options.backend,
        hiddenUnits: [16],
        dropout: 0.2,
        epochs: 60,
        batchSize: 64,
        optimizer: adam({ learningRate: 0.003 }),
        patience: 6,
        seed: 1,
        runtime: "example",
      });
      const [score] = test?.tasks ?? [];
      const done: MaskResult = {
        mask,
        split,
        live: supervision[0]?.live ?? 0,
        smoking: (score?.positives ?? 0) / (score?.live ?? 1),
        rocAuc: score?.metrics["ROC-AUC"] ?? null,
        accuracy: score?.metrics["accuracy"] ?? null,
      };
      results.push(done);
      options.onResult?.(done);
    }
  }
  return results;
}

/** The training rows as if each person had said yes to the first question. */
function askEverybody({
  table,
  rows,
}: {
  readonly table: Table;
  readonly rows: ReturnType<typeof splitRows>;
}): {
  table: Table;
  rows: ReturnType<typeof splitRows>;
} {
  const isTrained = new Set(rows.train);
  const cells = (column: string): readonly string[] =>
    column === "Smoke100"
      ? table.cells(column).map((cell, row) => (isTrained.has(row) ? "Yes" : cell))
      : table.cells(column);
  return { table: { ...table, cells }, rows };
}
