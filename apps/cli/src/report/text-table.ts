/** One cell: what it says, and how it is coloured once its place is settled. */
export interface Cell {
  readonly text: string;
  readonly style?: (text: string) => string;
}

/** Rows of cells, their first `rowHeads` columns repeated in every block. */
export interface TextTable {
  readonly rows: readonly (readonly Cell[])[];
  /** Columns that are aligned left and stand in front of every block. Default 1. */
  readonly rowHeads?: number;
  /** Gives all columns behind the row heads the width of the widest. Default false. */
  readonly equalWidths?: boolean;
  /** Most characters in a line, the indent included. */
  readonly width: number;
  /** Spaces in front of every line. */
  readonly indent: number;
}

const GAP = 2;

/**
 * Lays out a table in lines of equal columns: row heads left, numbers right, two spaces between.
 *
 * A table wider than `width` is cut into blocks of columns, one under the other, an empty line between them.
 * Styles are laid on after the padding, so that colour never moves a column.
 *
 * @example
 * ```ts
 * layOutTable({ rows: [[{ text: "a" }, { text: "1" }], [{ text: "bc" }, { text: "22" }]], width: 80, indent: 0 });
 * // ["a    1", "bc  22"]
 * ```
 */
export function layOutTable(table: TextTable): string[] {
  const { rows, rowHeads = 1, equalWidths = false, width, indent } = table;
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const natural = Array.from({ length: columns }, (_, column) =>
    Math.max(0, ...rows.map((row) => lengthOf(row[column]?.text ?? ""))),
  );
  const widest = Math.max(0, ...natural.slice(rowHeads));
  const widths = natural.map((own, column) => (equalWidths && column >= rowHeads ? widest : own));
  const heads = widths.map((_, column) => column).slice(0, rowHeads);
  const taken = indent + total(heads, widths);
  const blocks: number[][] = [];
  let free = 0;
  for (let column = rowHeads; column < columns; column++) {
    const needed = GAP + (widths[column] ?? 0);
    const block = blocks.at(-1);
    if (block === undefined || needed > free) {
      blocks.push([column]);
      free = width - taken - needed;
    } else {
      block.push(column);
      free -= needed;
    }
  }
  if (blocks.length === 0) blocks.push([]);
  return blocks.flatMap((block, index) => {
    const lines = rows.map((row) => layOutRow(row, [...heads, ...block], widths, rowHeads, indent));
    return index === 0 ? lines : ["", ...lines];
  });
}

function layOutRow(
  row: readonly Cell[],
  columns: readonly number[],
  widths: readonly number[],
  rowHeads: number,
  indent: number,
): string {
  const cells = columns.map((column) => {
    const { text, style } = row[column] ?? { text: "" };
    const space = " ".repeat((widths[column] ?? 0) - lengthOf(text));
    const styled = style === undefined ? text : style(text);
    return column < rowHeads ? styled + space : space + styled;
  });
  return (" ".repeat(indent) + cells.join(" ".repeat(GAP))).trimEnd();
}

function total(columns: readonly number[], widths: readonly number[]): number {
  return columns.reduce((sum, column, index) => sum + (widths[column] ?? 0) + (index === 0 ? 0 : GAP), 0);
}

function lengthOf(text: string): number {
  return [...text].length;
}
