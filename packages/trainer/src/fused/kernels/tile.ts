/**
 * How a product is cut up: each invocation sums `rows` times `columns` results in registers, and `lanes` invocations stand side by
 * side, so that neighbours read neighbouring numbers.
 */
export interface Tile {
  /** Results below each other: what they read is the same for a whole workgroup, which drivers on the CPU load once. */
  readonly rows: number;
  /** Results beside each other in one invocation, `lanes` apart. */
  readonly columns: number;
  readonly lanes: number;
}

/** The parts of a product `[rows, length] x [length, columns]`, as WGSL expressions. */
export interface TileProduct {
  readonly tile: Tile;
  /** The summed axis: the name of its variable and its length. */
  readonly axis: readonly [name: string, length: string];
  /** Where on the axis it begins, as WGSL; 0 if left out. */
  readonly first?: string;
  /** Products at each place of the axis; 1 if left out. */
  readonly parts?: number;
  /** What is read at each place, before the factors. */
  readonly before?: string;
  /** The factor that is the same for the whole workgroup. */
  readonly shared: (row: number, part: number) => string;
  /** The factor that each invocation has of its own. */
  readonly own: (column: number, part: number) => string;
}

/**
 * Writes the sums of a tile, which begin at 0 and are called `sum0_0` and so on.
 *
 * @param tile The tile.
 * @returns WGSL.
 */
export function startSums({ rows, columns }: Pick<Tile, "rows" | "columns">): string {
  return eachRow(rows, (row) => eachRow(columns, (column) => `var sum${row}_${column} = 0.0;`));
}

/**
 * Writes the loop that adds a product to the sums of a tile. There are no barriers.
 *
 * @param product What is multiplied.
 * @returns WGSL.
 */
export function sumTile(product: TileProduct): string {
  const { tile, axis, first = "0u", parts = 1, before = "", shared, own } = product;
  const [name, length] = axis;
  const lines: string[] = [];
  // Where the compiler knows a short loop's end it writes the body as often, and compiles for seconds.
  lines.push(`  for (var ${name} = ${first}; ${name} < min(${length}, step.endless); ${name}++) {`);
  lines.push(before);
  for (let part = 0; part < parts; part++) {
    // In braces, so that each part has names of its own.
    lines.push("  {");
    lines.push(eachRow(tile.columns, (column) => `  let own${column} = ${own(column, part)};`));
    for (let row = 0; row < tile.rows; row++) {
      lines.push(`    let shared${row} = ${shared(row, part)};`);
      lines.push(
        eachRow(
          tile.columns,
          (column) => `  sum${row}_${column} = fma(shared${row}, own${column}, sum${row}_${column});`,
        ),
      );
    }
    lines.push("  }");
  }
  lines.push("  }");
  return lines.join("\n");
}

/**
 * Writes a line for each of some rows or columns.
 *
 * @param count Their number.
 * @param line The line of each.
 * @returns WGSL.
 */
export function eachRow(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `  ${line(index)}`).join("\n");
}

/**
 * Writes a loop over the sums of a tile. It is a loop and not a statement for each, with ends that no compiler knows beforehand: what
 * is done with a sum takes more code than the sum, and drivers take seconds to compile it so often.
 *
 * @param tile The tile.
 * @param body What is done with each `sum`, in its `row` of the tile and in the column `at` of all.
 * @param bounds The number of columns there are, which tile of them this is, and the tile's rows that there are: all as WGSL.
 * @returns WGSL.
 */
export function eachSum(
  { rows, columns, lanes }: Tile,
  body: string,
  bounds: { readonly width: number; readonly group: string; readonly height: string },
): string {
  const sums = Array.from(
    { length: rows * columns },
    (_, index) => `sum${Math.floor(index / columns)}_${index % columns}`,
  );
  return `  var sums = array<f32, ${rows * columns}>(${sums.join(", ")});
  let left = ${bounds.group} * ${columns * lanes}u + lane;
  let right = min(left + ${columns * lanes}u, ${bounds.width}u);
  let height = min(${rows}u, ${bounds.height});
  for (var row = 0u; row < height; row++) {
    var next = row * ${columns}u;
    for (var at = left; at < right; at += ${lanes}u) {
      let sum = sums[next];
      next++;
${body}
    }
  }`;
}

/**
 * Writes the numbers of an invocation's columns, `place0` and so on. Past the last column it is the last one once more, so that
 * nothing is read out of bounds.
 *
 * @param tile The tile.
 * @param width The number of columns there are.
 * @param group Which tile of them, as WGSL.
 * @returns WGSL.
 */
export function columnPlaces({ columns, lanes }: Tile, width: number, group: string): string {
  return eachRow(
    columns,
    (column) =>
      `let place${column} = min(${group} * ${columns * lanes}u + ${column * lanes}u + lane, ${width - 1}u);`,
  );
}

/**
 * A tile no wider than what it computes: more columns would compute the last one again.
 *
 * @param tile The tile.
 * @param width The number of columns there are.
 * @returns The tile.
 */
export function fitTile(tile: Tile, width: number): Tile {
  return { ...tile, columns: Math.min(tile.columns, Math.ceil(width / tile.lanes)) };
}

/** The number of tiles side by side. */
export function tilesAcross({ columns, lanes }: Tile, width: number): number {
  return Math.ceil(width / (columns * lanes));
}
