import { stat } from "node:fs/promises";
import { inflateGzip, isGzip } from "../idx/inflate-gzip.ts";
import { sha256 } from "../sha256.ts";
import { defaultMaxLength, type ReadCsvOptions, readCsv } from "../table/read-csv.ts";
import type { Table } from "../table/table.ts";
import { readFileWhole } from "./read-file-whole.ts";

/** Choices of {@linkcode readCsvFile}; error messages call the table by its path. */
export interface ReadCsvFileOptions extends Omit<ReadCsvOptions, "name"> {
  /** Stops the reading of the file. */
  readonly signal?: AbortSignal | undefined;
}

/** A table, and the SHA-256 of the file that it came from. */
export interface CsvFile {
  /** The table. */
  readonly table: Table;
  /** Of the uncompressed bytes, so that a file and its `.gz` have the same: 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/**
 * Reads a table from a CSV file in UTF-8, gzipped or not; `readCsv` says what that is.
 *
 * @param path The file.
 * @param options As for `readCsv`, and a signal.
 * @returns The table, and the SHA-256 of the file.
 * @throws {Error} If the file cannot be read, or its gzip data are damaged.
 * @throws {TypeError} If it is not UTF-8 or no CSV, with the line.
 * @throws {RangeError} If it is larger than it may be.
 *
 * @example
 * ```ts
 * import { readCsvFile } from "@proj/datasets/node";
 *
 * const { table, sha256 } = await readCsvFile("survey.csv", { missing: ["NA"] });
 * console.log(table.rows, table.columns, sha256);
 * ```
 */
export async function readCsvFile(path: string, options: ReadCsvFileOptions = {}): Promise<CsvFile> {
  const { signal, ...reading } = options;
  // UTF-8 takes at most three bytes a UTF-16 code unit; the byte order mark is one more.
  const maxBytes = 3 * ((options.maxLength ?? defaultMaxLength) + 1);
  const size = (await stat(path).catch(() => undefined))?.size ?? 0;
  checkSize(path, size, maxBytes);
  return await decodeCsv(await readFileWhole(path, signal), path, maxBytes, reading);
}

/**
 * Reads a table from the bytes of a CSV file, gzipped or not.
 *
 * @param file The bytes.
 * @param name What error messages call it.
 * @param maxBytes The most bytes that may come out of gzip.
 * @param options As for `readCsv`.
 * @returns The table, and the SHA-256 of the uncompressed bytes.
 * @throws As {@linkcode readCsvFile}.
 */
export async function decodeCsv(
  file: Uint8Array,
  name: string,
  maxBytes: number,
  options: Omit<ReadCsvOptions, "name"> = {},
): Promise<CsvFile> {
  const bytes = isGzip(file) ? await inflate(file, name, maxBytes) : new Uint8Array(file);
  return { table: readCsv(decode(bytes, name), { ...options, name }), sha256: await sha256(bytes) };
}

async function inflate(file: Uint8Array, path: string, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of inflateGzip(file, path)) {
    length += piece.length;
    checkSize(path, length, maxBytes);
    pieces.push(piece);
  }
  const whole = new Uint8Array(length);
  let filled = 0;
  for (const piece of pieces) {
    whole.set(piece, filled);
    filled += piece.length;
  }
  return whole;
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new TypeError(
      `Cannot read ${path}: it must be text in UTF-8, received other bytes; save it as UTF-8`,
      {
        cause: error,
      },
    );
  }
}

function checkSize(path: string, bytes: number, maxBytes: number): void {
  if (bytes > maxBytes) {
    throw new RangeError(
      `Cannot read ${path}: it may take ${maxBytes} bytes uncompressed, received ${bytes} or more; raise maxLength if that is right`,
    );
  }
}
