import { each, STAGED, type Tile } from "./tile.ts";

/** The parts of a product `[rows, length] x [length, columns]`, as WGSL expressions. */
export interface TileProduct {
  readonly tile: Tile;
  /** The length of the summed axis. */
  readonly length: string;
  /** Where on the axis it begins, as WGSL; 0 if left out. */
  readonly first?: string;
  /** Products at each place of the axis; 1 if left out. */
  readonly parts?: number;
  /** The reads that the factors of a tile's rows are taken from at a place of the axis. */
  readonly reads: {
    readonly count: number;
    /** WGSL of a read; its number is WGSL where it is not known beforehand. */
    readonly at: (index: number | string, place: string) => string;
    /** WGSL of what a read holds: the factor of a part, or of one of the rows that it is of. */
    readonly pick: (read: string, index: number) => string;
    /** WGSL of whether some number in these reads is not 0; left out where looking would take longer than multiplying. */
    readonly isAny?: ((reads: readonly string[]) => string) | undefined;
    /** Rows that a read is of; all its parts are of one row where there are several parts. */
    readonly rows: number;
  };
  /** WGSL of the four factors that belong to a quad of columns; `part` is WGSL too. */
  readonly own: (quad: string, place: string, part: string) => string;
  /** WGSL of the four factors along the axis that belong to one column of a quad, where there are 4 parts that lie side by side. */
  readonly along?: (quad: string, place: string, one: number) => string;
}

/**
 * Writes the loop that adds a product to the sums of a tile.
 *
 * @param product What is multiplied.
 * @returns WGSL.
 */
export function sumTile(product: TileProduct): string {
  return ways[product.tile.way](product);
}

const ways: Readonly<Record<Tile["way"], (product: TileProduct) => string>> = {
  alone(product) {
    const { tile, length, first = "0u", parts = 1, reads } = product;
    // Where the compiler knows a short loop's end it writes the body as often, and compiles for seconds.
    return `  for (var place = ${first}; place < min(${length}, step.endless); place++) {
${each(reads.count, (read) => `let read${read} = ${reads.at(read, "place")};`)}
${reads.isAny === undefined ? "    {" : `    if (${reads.isAny(readNames(reads.count))}) {`}
${readQuads(product)}
${multiply(tile, parts, (row, part) => factor(reads, row, part, parts))}
    }
  }`;
  },
  spread(product) {
    const { tile, length, first = "0u", parts = 1, reads } = product;
    const spreads = Array.from({ length: tile.rows * parts }, (_, index) => {
      const [row, part] = [Math.floor(index / parts), index % parts];
      return `  let spread${row}_${part} = ${factor(reads, row, part, parts)};`;
    });
    return `  for (var base = ${first}; base < min(${length}, step.endless); base += ${tile.lanes}u) {
    let spot = min(base + lane, ${length} - 1u);
${each(reads.count, (read) => `let read${read} = ${reads.at(read, "spot")};`)}
${spreads.join("\n")}
${turns(product)}
      let place = base + turn;
${readQuads(product)}
${multiply(tile, parts, (row, part) => `subgroupShuffle(spread${row}_${part}, turn)`)}
    }
  }`;
  },
  staged({ tile, length, first = "0u", parts = 1, reads, own }) {
    const { lanes, levels, rows, quads } = tile;
    const [places, threads, height, width] = [
      Math.floor(STAGED / parts),
      lanes * levels,
      rows * levels,
      lanes * quads,
    ];
    const stage = Array.from({ length: Math.max(parts, reads.rows) }, (_, index) => {
      const at =
        parts > 1
          ? `(offset * ${parts}u + ${index}u) * ${height}u + index`
          : `offset * ${height}u + index * ${reads.rows}u + ${index}u`;
      return `      stagedRows[${at}] = ${reads.pick("read", index)};`;
    });
    return `  for (var base = ${first}; base < min(${length}, step.endless); base += ${places}u) {
    workgroupBarrier();
    for (var next = local; next < ${reads.count * levels * places}u; next += ${threads}u) {
      let offset = next % ${places}u;
      let index = next / ${places}u;
      let read = ${reads.at("index", `min(base + offset, ${length} - 1u)`)};
${stage.join("\n")}
    }
    for (var next = local; next < ${places * parts * width}u; next += ${threads}u) {
      let deep = next / ${width}u;
      let place = min(base + deep / ${parts}u, ${length} - 1u);
      let quad = min(left + next % ${width}u, last);
      stagedQuads[next] = ${own("quad", "place", `deep % ${parts}u`)};
    }
    workgroupBarrier();
    let depth = min(${places}u, ${length} - base) * ${parts}u;
    for (var deep = 0u; deep < depth; deep++) {
${each(quads, (quad) => `let own0_${quad} = stagedQuads[deep * ${width}u + ${quad * lanes}u + lane];`)}
${multiply(tile, 1, (row) => `stagedRows[deep * ${height}u + (local / ${lanes}u) * ${rows}u + ${row}u]`)}
    }
  }`;
  },
};

/** A loop over the places that the subgroup has read at once: without those that add nothing, where that is looked at. */
function turns({ tile: { lanes }, length, reads }: TileProduct): string {
  const count = `min(${lanes}u, ${length} - base)`;
  if (reads.isAny === undefined || lanes > 31) {
    return `    for (var turn = 0u; turn < ${count}; turn++) {`;
  }
  return `    var turns = subgroupBallot(${reads.isAny(readNames(reads.count))}).x & ((1u << ${count}) - 1u);
    for (; turns != 0u; turns &= turns - 1u) {
      let turn = firstTrailingBit(turns);`;
}

function readNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, read) => `read${read}`);
}

/** All reads before any product: between them compilers move sums out of registers. */
function readQuads({ tile: { quads }, parts = 1, own, along }: TileProduct): string {
  if (along === undefined) {
    return each(parts, (part) =>
      each(quads, (quad) => `let own${part}_${quad} = ${own(`quad${quad}`, "place", `${part}u`)};`),
    );
  }
  return each(quads, (quad) => {
    const columns = each(4, (one) => `let along${quad}_${one} = ${along(`quad${quad}`, "place", one)};`);
    const turned = each(parts, (part) => {
      const numbers = [0, 1, 2, 3].map((one) => `along${quad}_${one}.${"xyzw"[part]}`);
      return `let own${part}_${quad} = vec4f(${numbers.join(", ")});`;
    });
    return `${columns}\n${turned}`;
  });
}

function multiply(
  { rows, quads }: Tile,
  parts: number,
  shared: (row: number, part: number) => string,
): string {
  return each(rows, (row) =>
    each(
      parts,
      (part) =>
        `let shared${row}_${part} = vec4f(${shared(row, part)});\n${each(
          quads,
          (quad) => `sum${row}_${quad} = fma(shared${row}_${part}, own${part}_${quad}, sum${row}_${quad});`,
        )}`,
    ),
  );
}

function factor(reads: TileProduct["reads"], row: number, part: number, parts: number): string {
  return parts > 1
    ? reads.pick(`read${row}`, part)
    : reads.pick(`read${Math.floor(row / reads.rows)}`, row % reads.rows);
}
