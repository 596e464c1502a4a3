/**
 * How a product is cut up: each invocation sums `rows` times `quads` times four results in registers. Every way of summing adds the same
 * numbers in the same order, so that a device's results do not depend on the tile.
 */
export interface Tile {
  /** Results below each other, a multiple of 4. */
  readonly rows: number;
  /** Groups of four results beside each other in one invocation, `lanes` apart: four numbers are read at once. */
  readonly quads: number;
  /** Invocations side by side, so that neighbours read neighbouring numbers. */
  readonly lanes: number;
  /** Invocations below each other in a workgroup; more than one only where `way` is `staged`. */
  readonly levels: number;
  /**
   * How the factor that belongs to a row comes to the invocations, which all need it. `alone`: each reads it itself. `spread`: each reads
   * another place of the summed axis, and a subgroup, which must be just `lanes` wide, passes them around. `staged`: the workgroup lays
   * both factors into its own memory first, behind barriers.
   */
  readonly way: "alone" | "spread" | "staged";
}

/** Products whose factors lie in the workgroup's memory at once. */
export const STAGED = 16;

/**
 * The results below each other in a workgroup.
 *
 * @param tile The tile.
 * @returns Their number.
 */
export function tileHeight({ rows, levels }: Tile): number {
  return rows * levels;
}

/**
 * Writes what stands before the entry point of a kernel with tiles.
 *
 * @param tile The tile.
 * @returns WGSL.
 */
export function tileHead(tile: Tile): string {
  if (tile.way !== "staged") return "";
  return `var<workgroup> stagedRows: array<f32, ${STAGED * tileHeight(tile)}>;
var<workgroup> stagedQuads: array<vec4f, ${STAGED * tile.quads * tile.lanes}>;`;
}

/** The extension that a tile needs, as the first line of its kernel. */
export function tileExtension({ way }: Tile): string {
  return way === "spread" ? "enable subgroups;\ndiagnostic(off, subgroup_uniformity);\n" : "";
}

/**
 * Writes an invocation's place: its `lane`, `top`, the first row of its tile, and `quad0` and so on. Past the last column it is the last
 * quad once more, so that nothing is read out of bounds.
 *
 * @param tile The tile.
 * @param width The number of columns there are.
 * @param group The workgroup's number across and down, as WGSL; the invocation's number in it is `local`.
 * @returns WGSL.
 */
export function tilePlace(
  { rows, quads, lanes, levels }: Tile,
  width: number,
  group: { readonly across: string; readonly down: string },
): string {
  return `  let lane = local % ${lanes}u;
  let top = (${group.down} * ${levels}u + local / ${lanes}u) * ${rows}u;
  let left = ${group.across} * ${quads * lanes}u;
  let last = ${quadsOf(width) - 1}u;
${each(quads, (quad) => `let quad${quad} = min(left + ${quad * lanes}u + lane, last);`)}`;
}

/**
 * Writes the sums of a tile, which begin at 0 and are called `sum0_0` and so on.
 *
 * @param tile The tile.
 * @returns WGSL.
 */
export function startSums({ rows, quads }: Pick<Tile, "rows" | "quads">): string {
  return each(rows, (row) => each(quads, (quad) => `var sum${row}_${quad} = vec4f();`));
}

/**
 * The names of the sums of a tile, row by row.
 *
 * @param tile The tile.
 * @returns The names.
 */
export function sumNames({ rows, quads }: Pick<Tile, "rows" | "quads">): string[] {
  return Array.from({ length: rows * quads }, (_, index) => {
    return `sum${Math.floor(index / quads)}_${index % quads}`;
  });
}

/**
 * Writes a loop over the sums of a tile. It is a loop and not a statement for each, with ends that no compiler knows beforehand: what
 * is done with a sum takes more code than the sum, and drivers take seconds to compile it so often.
 *
 * @param tile The tile.
 * @param body What is done with each `sum`, four results, in its `row` of the tile and in the quad `at` of all.
 * @param bounds The number of columns there are, and the tile's rows that there are, as WGSL.
 * @returns WGSL.
 */
export function eachSum(
  tile: Tile,
  body: string,
  bounds: { readonly width: number; readonly height: string },
): string {
  const { rows, quads, lanes } = tile;
  return `  var sums = array<vec4f, ${rows * quads}>(${sumNames(tile).join(", ")});
  let right = min(left + ${quads * lanes}u, ${quadsOf(bounds.width)}u);
  let height = min(${rows}u, ${bounds.height});
  for (var row = 0u; row < height; row++) {
    var next = row * ${quads}u;
    for (var at = left + lane; at < right; at += ${lanes}u) {
      let sum = sums[next];
      next++;
${body}
    }
  }`;
}

/**
 * A tile no wider than what it computes: more columns would compute the last one again.
 *
 * @param tile The tile.
 * @param width The number of columns there are.
 * @returns The tile.
 */
export function fitTile(tile: Tile, width: number): Tile {
  return { ...tile, quads: Math.min(tile.quads, Math.ceil(width / (4 * tile.lanes))) };
}

/**
 * A lower tile for a kernel whose rows are no whole quads, and which is read one number at a time: each read is a dozen branches to a
 * compiler for the CPU, and such layers are small.
 *
 * @param tile The tile.
 * @param units The length of the kernel's rows.
 * @returns The tile.
 */
export function lowTile(tile: Tile, units: number): Tile {
  return units % 4 === 0 || tile.way === "staged" ? tile : { ...tile, rows: Math.min(tile.rows, 8) };
}

/** The number of tiles side by side. */
export function tilesAcross({ quads, lanes }: Tile, width: number): number {
  return Math.ceil(width / (4 * quads * lanes));
}

/**
 * The quads that hold some numbers.
 *
 * @param count The numbers.
 * @returns The number of quads.
 */
export function quadsOf(count: number): number {
  return Math.ceil(count / 4);
}

/**
 * Writes one number of a buffer of quads.
 *
 * @param buffer The buffer's name.
 * @param place The number's place, as WGSL.
 * @returns WGSL.
 */
export function oneOf(buffer: string, place: string): string {
  return `${buffer}[(${place}) >> 2u][(${place}) & 3u]`;
}

/**
 * Writes a line for each of some rows or columns.
 *
 * @param count Their number.
 * @param line The line of each.
 * @returns WGSL.
 */
export function each(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `  ${line(index)}`).join("\n");
}
