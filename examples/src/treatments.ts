import type { RowSplit, Table } from "@proj/datasets";

/** A table, and which of its rows are trained on. */
export interface Treated {
  readonly table: Table;
  readonly rows: RowSplit;
}

/**
 * Replaces empty cells of the training rows, as if they had been filled in; those of the other rows stay empty.
 *
 * @param data The table and its rows.
 * @param fillings For each column what its empty cells are replaced by.
 * @returns The same rows of a table in which those cells are filled.
 */
export function fillTrainingCells(
  { table, rows }: Treated,
  fillings: Readonly<Record<string, string>>,
): Treated {
  const isTrained = new Set(rows.train);
  const cells = (column: string): readonly string[] => {
    const given = table.cells(column);
    const filling = fillings[column];
    if (filling === undefined) return given;
    return given.map((cell, row) => (cell === "" && isTrained.has(row) ? filling : cell));
  };
  return { table: { ...table, cells }, rows };
}

/**
 * Drops the training rows that miss a label.
 *
 * @param data The table and its rows.
 * @param columns The columns of the labels.
 * @returns The same table with fewer training rows.
 */
export function dropIncompleteRows({ table, rows }: Treated, columns: readonly string[]): Treated {
  const labels = columns.map((column) => table.cells(column));
  const train = rows.train.filter((row) => labels.every((cells) => cells[row] !== ""));
  return { table, rows: { ...rows, train } };
}
