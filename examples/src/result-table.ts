/**
 * Lays figures out in columns of text.
 *
 * @param head The columns' heads.
 * @param rows A row's head and its figures, of which null is shown as a dash.
 * @returns Lines, the figures with three decimals and to the right.
 */
export function resultTable(
  head: readonly string[],
  rows: readonly (readonly [string, ...(number | null)[]])[],
): string {
  const cells = [
    head,
    ...rows.map((row) => row.map((cell) => (typeof cell === "number" ? cell.toFixed(3) : (cell ?? "-")))),
  ];
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? "").length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  "),
    )
    .join("\n");
}

/**
 * The mean of figures.
 *
 * @param figures Figures, of which null is none.
 * @returns Their mean; null where one is missing.
 */
export function meanOf(figures: readonly (number | null)[]): number | null {
  const there = figures.filter((figure) => figure !== null);
  return there.length === figures.length ? there.reduce((sum, each) => sum + each, 0) / there.length : null;
}
