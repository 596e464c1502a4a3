/**
 * Cuts a flat tensor into rows of plain numbers, which JSON can show.
 *
 * @param values `[rows, columns]` row-major.
 * @param rows The number of rows.
 * @param columns The number of columns.
 * @returns The rows.
 */
export function rowsOf(values: Float32Array, rows: number, columns: number): number[][] {
  const result: number[][] = [];
  for (let row = 0, index = 0; row < rows; row++) {
    const cells: number[] = [];
    for (let column = 0; column < columns; column++) cells.push(values[index++] ?? 0);
    result.push(cells);
  }
  return result;
}
