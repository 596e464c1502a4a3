import { describeValue } from "./describe-value.ts";
import type { Table } from "./table.ts";

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const words: ReadonlyMap<string, number> = new Map([
  ["yes", 1],
  ["true", 1],
  ["no", 0],
  ["false", 0],
]);

/**
 * Reads a column as numbers: `yes` and `true` in any case are 1, `no` and `false` are 0, an empty cell is missing.
 * Spaces around a cell do not count.
 *
 * @param table The table.
 * @param column The column's name.
 * @returns One number a row, shape `[rows]`; NaN where the cell is empty.
 * @throws {RangeError} If there is no such column, or a number is too large for 64 bits.
 * @throws {TypeError} If a cell is something else; the message names its line.
 *
 * @example
 * ```ts
 * import { numberColumn, readCsv } from "@proj/datasets";
 *
 * const table = readCsv("Age,Smoke100\n28,No\n51.5,Yes\n,\n");
 * console.log(numberColumn(table, "Age")); // Float64Array [ 28, 51.5, NaN ]
 * console.log(numberColumn(table, "Smoke100")); // Float64Array [ 0, 1, NaN ]
 * ```
 */
export function numberColumn(table: Table, column: string): Float64Array {
  const cells = table.cells(column);
  const numbers = new Float64Array(cells.length);
  for (const [row, cell] of cells.entries()) {
    const value = readNumber(cell);
    if (value === undefined) {
      throw new TypeError(
        `Cannot read column ${describeValue(column)} as numbers: every cell must be a number, yes, no, true, false or empty, received ${describeValue(cell)} on line ${table.line(row)}; name the column among the categories if it holds names, or have this text read as missing (missing of readCsv, missingCells of a task file) if it stands for no value`,
      );
    }
    if (!Number.isFinite(value) && !Number.isNaN(value)) {
      throw new RangeError(
        `Cannot read column ${describeValue(column)} as numbers: every number must be less than 1.8e308, received ${describeValue(cell)} on line ${table.line(row)}`,
      );
    }
    numbers[row] = value;
  }
  return numbers;
}

function readNumber(cell: string): number | undefined {
  const text = cell.trim();
  if (text === "") return Number.NaN;
  return number.test(text) ? Number(text) : words.get(text.toLowerCase());
}
