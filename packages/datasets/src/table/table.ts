import { describeNames, describeValue } from "./describe-value.ts";

/** Named columns of text, in memory; `readCsv` makes them. */
export interface Table {
  /** The columns' names, each once, in the order of the file. */
  readonly columns: readonly string[];
  /** Number of rows, the header not among them. */
  readonly rows: number;
  /**
   * The cells of a column.
   *
   * @param column The column's name.
   * @returns One text a row, as it is in the file; empty where the cell is.
   * @throws {RangeError} If there is no such column.
   */
  readonly cells: (column: string) => readonly string[];
  /**
   * Where a row starts in the file.
   *
   * @param row The row's index, from 0.
   * @returns Its line, counted from 1: the header's is 1.
   */
  readonly line: (row: number) => number;
}

/**
 * Makes a table of columns.
 *
 * @param columns Each column's name and cells, all of one length; names are unique.
 * @param lines The line that each row starts on.
 * @param name What error messages call the table.
 */
export function createTable(
  columns: ReadonlyMap<string, readonly string[]>,
  lines: ArrayLike<number>,
  name: string,
): Table {
  const names = [...columns.keys()];
  return {
    columns: names,
    rows: lines.length,
    cells: (column) => {
      const cells = columns.get(column);
      if (cells === undefined) {
        throw new RangeError(
          `Cannot read a column of ${name}: it must be one of ${describeNames(names)}, received ${describeValue(column)}`,
        );
      }
      return cells;
    },
    line: (row) => lines[row] ?? Number.NaN,
  };
}
