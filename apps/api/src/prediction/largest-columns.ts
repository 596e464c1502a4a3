/**
 * The columns of the largest values of a row, the largest first; of equals the earlier.
 *
 * @param values `[B, C]` row-major.
 * @param row The row.
 * @param columns The number of columns, C.
 * @param count How many are wanted, at most C.
 * @returns `[count]` columns.
 */
export function largestColumns(values: Float32Array, row: number, columns: number, count: number): number[] {
  const scores = values.subarray(row * columns, (row + 1) * columns);
  return Array.from(scores.keys())
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
    .slice(0, count);
}
