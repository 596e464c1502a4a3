import { type Binding, type Kernel, kernelHead } from "./kernel.ts";
import { eachSum, type Tile, tileExtension, tileHead, tileHeight, tilePlace, tilesAcross } from "./tile.ts";

/** A kernel that computes one product over the live rows, a tile in each workgroup. */
export interface ProductKernel {
  readonly label: string;
  readonly bindings: readonly Binding[];
  readonly tile: Tile;
  /** The number of columns. */
  readonly width: number;
  /** WGSL that sums a tile, from `startSums` on. */
  readonly sums: string;
  /** WGSL of what is done with each `sum`, four results, in its `row` of the tile and in the quad `at` of all. */
  readonly result: string;
}

/**
 * Writes a kernel that computes a product over the live rows.
 *
 * @param product What is multiplied, and what becomes of it.
 * @returns The kernel.
 */
export function productKernel({ label, bindings, tile, width, sums, result }: ProductKernel): Kernel {
  const body = `${tilePlace(tile, width, { across: "group.x", down: "group.y" })}
${sums}
${eachSum(tile, result, { width, height: "step.live - min(top, step.live)" })}`;
  return {
    label,
    bindings,
    code: tiledCode(tile, bindings, { functions: "", body }),
    groups: (live) => [tilesAcross(tile, width), Math.ceil(live / tileHeight(tile))],
    isIdleWhenMasked: true,
  };
}

/**
 * Writes the code around what a kernel of tiles does.
 *
 * @param tile The tile.
 * @param bindings The buffers.
 * @param own WGSL of the kernel's own functions, each line with its end, and of what its invocations do.
 * @returns WGSL.
 */
export function tiledCode(
  tile: Tile,
  bindings: readonly Binding[],
  { functions, body }: { readonly functions: string; readonly body: string },
): string {
  return `${tileExtension(tile)}${kernelHead(bindings)}
${tileHead(tile)}
${functions}@compute @workgroup_size(${tile.lanes * tile.levels})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) local: u32) {
${body}
}
`;
}
