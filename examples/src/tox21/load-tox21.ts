import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type RowSplit, readSplit, splitRows, type Table } from "@proj/datasets";
import { loadPublishedCsv, readCsvFile } from "@proj/datasets/node";
import type { SplitRecord } from "@proj/trainer";
import { tox21Table } from "./source.ts";

/** Molecules, their fingerprints, and three ways to divide them at random. */
export interface Tox21 {
  readonly table: Table;
  readonly sha256: string;
  /** 1,024 bits a molecule, packed. */
  readonly bits: Uint8Array;
  readonly splits: readonly { readonly rows: RowSplit; readonly record: SplitRecord }[];
}

/**
 * Reads Tox21 from a folder, or gets the table from its public source and computes the fingerprints.
 *
 * @param folder Holds `tox21.csv`, `ecfp4-1024.bits` and `splits.json`; without it the table is downloaded into the cache, and
 *   divided by the seeds 0, 1 and 2.
 * @returns The data.
 * @throws {Error} Where a file is missing or not the published one, or nothing can be downloaded.
 */
export async function loadTox21(folder?: string): Promise<Tox21> {
  if (folder === undefined) {
    const { table, sha256 } = await loadPublishedCsv({ name: "tox21", ...tox21Table });
    const { computeFingerprints } = await import("./fingerprints.ts");
    const bits = await computeFingerprints(table.cells("smiles"));
    const fractions = { validation: 0.1, test: 0.1 };
    const splits = [0, 1, 2].map((seed) => ({
      rows: splitRows({ count: table.rows, seed, fractions }),
      record: { seed, ...fractions },
    }));
    return { table, sha256, bits, splits };
  }
  const { table, sha256 } = await readCsvFile(join(folder, "tox21.csv"));
  if (sha256 !== tox21Table.sha256) {
    throw new Error(
      `Cannot read Tox21: ${join(folder, "tox21.csv")} must have the SHA-256 ${tox21Table.sha256}, received ${sha256}`,
    );
  }
  const bits = await readFile(join(folder, "ecfp4-1024.bits"));
  const splits = JSON.parse(await readFile(join(folder, "splits.json"), "utf8"));
  return {
    table,
    sha256,
    bits,
    splits: [0, 1, 2].map((index) => {
      const path = `random.${index}`;
      return { rows: readSplit(splits, { count: table.rows, path }), record: { path, sha256 } };
    }),
  };
}
