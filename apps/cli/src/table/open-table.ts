import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { type RowSplit, readSplit, splitRows, type Table } from "@proj/datasets";
import { readCsvFile } from "@proj/datasets/node";
import type { SplitRecord, TableTask } from "@proj/trainer";
import { UsageError } from "../terminal/exit-codes.ts";

/** A table with its checksum, and the bits beside it. */
export interface OpenedTable {
  readonly path: string;
  readonly table: Table;
  readonly sha256: string;
  readonly bits: Uint8Array | undefined;
  /** Of the bits. */
  readonly bitsSha256: string | undefined;
}

/**
 * Reads a file of JSON.
 *
 * @param path The file.
 * @param what What it is, for messages: `the task file`.
 * @returns What it holds, and the SHA-256 of its bytes.
 * @throws {Error} Where it cannot be read, or is no JSON.
 */
export async function readJsonFile(
  path: string,
  what: string,
): Promise<{ readonly json: unknown; readonly sha256: string }> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot read ${what} ${path}: ${problem}`, { cause });
  });
  try {
    return {
      // TextDecoder drops the byte order mark that some editors write.
      json: JSON.parse(new TextDecoder().decode(bytes)),
      sha256: createHash("sha256").update(bytes).digest("hex"),
    };
  } catch (cause) {
    throw new Error(`Cannot read ${what} ${path}: it must be JSON, received ${String(cause)}`, { cause });
  }
}

/**
 * Reads a table, and the bits beside it where its task has some.
 *
 * @param path The CSV file.
 * @param task The task.
 * @param bitsPath Where the bits lie, if not where the task says: in the table's folder.
 * @param signal Stops the reading.
 * @returns The table.
 * @throws {Error} Where a file cannot be read, or the task names bits outside of the table's folder.
 */
export async function openTable(
  path: string,
  task: TableTask,
  bitsPath: string | undefined,
  signal?: AbortSignal,
): Promise<OpenedTable> {
  const { table, sha256 } = await readCsvFile(path, {
    missing: task.missingCells,
    delimiter: task.delimiter,
    signal,
  });
  const { bits } = task.inputs;
  if (bits === undefined) {
    if (bitsPath === undefined) {
      return { path, table, sha256, bits: undefined, bitsSha256: undefined };
    }
    throw new UsageError(
      `Cannot take --bits ${bitsPath}: the task ${task.name} has no bits among its inputs.`,
    );
  }
  const file = bitsPath ?? besideTable(path, bits.file);
  const bytes = await readFile(file, { signal }).catch((cause: unknown) => {
    signal?.throwIfAborted();
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot read the bits ${file}: ${problem}. Say where they are with --bits.`, { cause });
  });
  return { path, table, sha256, bits: bytes, bitsSha256: createHash("sha256").update(bytes).digest("hex") };
}

/** A task file may come from elsewhere: it may not name files outside of the table's folder. */
function besideTable(table: string, file: string): string {
  const folder = resolve(dirname(table));
  const path = resolve(folder, file);
  if (path.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return join(dirname(table), file);
  throw new Error(
    `Cannot read the bits: the task must name a file in the table's folder, received "${file}". Say where they are with --bits.`,
  );
}

/** How rows are to be divided. */
export type SplitRequest =
  | { readonly file: string; readonly path: string }
  | { readonly seed: number; readonly validation: number; readonly test: number };

/**
 * Divides a table's rows.
 *
 * @param table The table.
 * @param request A file with the rows of each part, or shares and a seed.
 * @returns The rows, and a record by which they can be divided again.
 * @throws {Error} Where the file cannot be read; `TypeError` or `RangeError` where it does not fit the table.
 */
export async function divideRows(
  { rows: count }: Pick<Table, "rows">,
  request: SplitRequest,
): Promise<{ readonly rows: RowSplit; readonly record: SplitRecord }> {
  if ("seed" in request) {
    const { seed, validation, test } = request;
    return { rows: splitRows({ count, seed, fractions: { validation, test } }), record: request };
  }
  const { json, sha256 } = await readJsonFile(request.file, "the split file");
  const path = request.path === "" ? {} : { path: request.path };
  return { rows: readSplit(json, { count, ...path }), record: { path: request.path, sha256 } };
}
