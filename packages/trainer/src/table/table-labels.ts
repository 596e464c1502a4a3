import { combineColumns, isDerived, type Part } from "@proj/core";
import { numberColumn, type Table } from "@proj/datasets";
import { isList } from "./label-parts.ts";
import type { TableTask } from "./table-task.ts";

/**
 * Combines the labels of a table's rows as its task has them: parts and fields are read from the columns of their names, several
 * flags or values from the columns that they name, and conditions decide the rest.
 *
 * @param task The task.
 * @param table The table, of `N` rows.
 * @returns `[N * L]` labels, row by row; missing ones are NaN.
 * @throws {TypeError} Where a cell is no number, or no class.
 * @throws {RangeError} Where there is no such column, or a label does not fit its part; the message names row and part.
 */
export function combineTableLabels(task: TableTask, table: Table): Float32Array<ArrayBuffer> {
  const columns: Record<string, ArrayLike<number>> = {};
  for (const [name, part] of Object.entries<Part>(task.layout.parts)) {
    if (!isDerived(part)) columns[name] = columnOf(task, table, name, part);
  }
  for (const field of task.layout.fields) columns[field] = numberColumn(table, task.columns[field] ?? field);
  return combineColumns(task.layout, columns);
}

function columnOf(task: TableTask, table: Table, name: string, part: Part): ArrayLike<number> {
  const column = task.columns[name] ?? name;
  if (isList(part)) return severalColumns(table, name, part);
  const names = part.kind === "oneHot" || part.kind === "classIndex" ? part.names : undefined;
  return names === undefined ? numberColumn(table, column) : classColumn(table, column, names);
}

/** The labels of several columns, row by row. */
function severalColumns(
  table: Table,
  name: string,
  { size, names }: { readonly size: number; readonly names?: readonly string[] },
): Float64Array {
  if (names === undefined) {
    throw new TypeError(
      `Cannot read the part "${name}" from a table: it must name its ${size} columns, received no names`,
    );
  }
  const labels = new Float64Array(table.rows * size);
  for (const [index, column] of names.entries()) {
    for (const [row, label] of numberColumn(table, column).entries()) labels[row * size + index] = label;
  }
  return labels;
}

/** The class index of each cell, NaN of an empty one. */
function classColumn(table: Table, column: string, names: readonly string[]): Float64Array {
  const indices = new Map(names.map((name, index) => [name, index]));
  return Float64Array.from(table.cells(column), (cell, row) => {
    if (cell === "") return Number.NaN;
    const index = indices.get(cell);
    if (index !== undefined) return index;
    throw new TypeError(
      `Cannot read column "${column}": each cell must be one of ${names.slice(0, 20).join(", ")}, received "${cell.slice(0, 60)}" in line ${table.line(row)}`,
    );
  });
}
