import Papa from "papaparse";
import { describeValue } from "./describe-value.ts";
import { createTable, type Table } from "./table.ts";

/** The longest text that is taken unless one says otherwise, in UTF-16 code units. */
export const defaultMaxLength: number = 2 ** 26;

/** Choices of {@linkcode readCsv}. */
export interface ReadCsvOptions {
  /** What stands between two cells: one character, by default a comma. */
  readonly delimiter?: string | undefined;
  /** Texts that mean a missing cell, such as `NA`; they are read as empty cells. By default none. */
  readonly missing?: readonly string[] | undefined;
  /** The most rows to take, the header not among them; by default 1,000,000. */
  readonly maxRows?: number | undefined;
  /** The longest text to take, in UTF-16 code units; by default 2^26 (64 Mi). */
  readonly maxLength?: number | undefined;
  /** What error messages call the text; by default "the CSV". */
  readonly name?: string | undefined;
}

/**
 * Reads a table from CSV: a header of names, then rows of as many cells. Cells may be quoted, and then hold commas, line
 * ends and doubled quotes. Lines end in LF, CR LF or CR; those inside a cell become LF. A byte order mark does not count,
 * nor do empty lines at the end, except in a table of one column, where an empty line is an empty cell.
 *
 * Cells stay text, spaces included: what is a number and what a category is for the reader of a column to say.
 *
 * @param text The file's text.
 * @param options Delimiter, missing cells, limits, and a name for error messages.
 * @returns The table.
 * @throws {TypeError} If a quote is not closed or not doubled, a row has more or fewer cells than the header, or a name is
 * empty or there twice; the message names the line, counted from 1.
 * @throws {RangeError} If the text or the table is larger than it may be.
 *
 * @example
 * ```ts
 * import { readCsv } from "@proj/datasets";
 *
 * const table = readCsv("Age,Smoke100,SmokeNow\n28,No,\n51,Yes,No\n");
 * console.log(table.rows, table.cells("SmokeNow")); // 2 [ "", "No" ]
 * ```
 *
 * Source: RFC 4180.
 */
export function readCsv(text: string, options: ReadCsvOptions = {}): Table {
  const {
    delimiter = ",",
    missing = [],
    maxRows = 1_000_000,
    maxLength = defaultMaxLength,
    name = "the CSV",
  } = options;
  if (text.length > maxLength) {
    throw new RangeError(
      `Cannot read ${name}: it may take ${maxLength} characters, received ${text.length}; raise maxLength if that is right`,
    );
  }
  if (!/^[^"\r\n]$/.test(delimiter)) {
    throw new TypeError(
      `Cannot read ${name}: the delimiter must be one character other than a quote and a line end, received ${describeValue(delimiter)}`,
    );
  }
  const absent = new Set(missing);
  const lines: number[] = [];
  let header: readonly string[] | undefined;
  let cells: string[][] = [];
  let line = 1;
  let emptyLine: number | undefined;

  const take = (record: readonly string[]): void => {
    const start = line;
    line += 1 + lineEndsIn(record);
    if (header === undefined) {
      header = checkNames(record, start, name);
      cells = record.map(() => []);
      return;
    }
    if (record.length === 1 && record[0] === "" && header.length > 1) {
      emptyLine ??= start;
      return;
    }
    const wrong = emptyLine === undefined ? record.length !== header.length && start : emptyLine;
    if (wrong !== false) {
      const received = emptyLine === undefined ? String(record.length) : "an empty one before the last row";
      throw new TypeError(
        `Cannot read ${name}: every row must have ${header.length} ${header.length === 1 ? "cell" : "cells"} as the header has, received ${received} on line ${wrong}`,
      );
    }
    if (lines.length === maxRows) {
      throw new RangeError(
        `Cannot read ${name}: it may have ${maxRows} rows, received more (line ${start}); raise maxRows if that is right`,
      );
    }
    lines.push(start);
    for (const [index, cell] of record.entries()) cells[index]?.push(absent.has(cell) ? "" : cell);
  };

  // The library takes one kind of line end a text, and the last one for the start of another row.
  const lineFed = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  Papa.parse<string[]>(lineFed, {
    delimiter,
    newline: "\n",
    step: ({ data, errors: [error] }) => {
      if (error) throw misquoted(lineFed, error, name);
      take(data);
    },
  });
  if (header === undefined) {
    throw new TypeError(`Cannot read ${name}: it must start with a row of column names, received no text`);
  }
  return createTable(new Map(header.map((column, index) => [column, cells[index] ?? []])), lines, name);
}

function checkNames(names: readonly string[], line: number, table: string): readonly string[] {
  const seen = new Set<string>();
  for (const [index, column] of names.entries()) {
    if (column.trim() === "" || seen.has(column)) {
      throw new TypeError(
        `Cannot read ${table}: every column must have a name of its own, received ${describeValue(column)} ${column.trim() === "" ? "" : "again "}as number ${index + 1} on line ${line}`,
      );
    }
    seen.add(column);
  }
  return names;
}

/** The lines that a row goes on for after its first. */
function lineEndsIn(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + (cell.includes("\n") ? cell.split("\n").length - 1 : 0), 0);
}

function misquoted(text: string, { code, index }: Papa.ParseError, name: string): TypeError {
  const before = text.slice(0, (index ?? 1) - 1).split("\n");
  const place = `line ${before.length}, character ${(before.at(-1)?.length ?? 0) + 1}`;
  const rule =
    code === "MissingQuotes"
      ? "must end with a quote, received none up to the end"
      : "must end where its quote is closed, and have other quotes doubled, received further characters";
  return new TypeError(`Cannot read ${name}: the quoted cell that starts on ${place} ${rule}`);
}
