import type { AdapterKind } from "../../backend/backend.ts";
import type { Tile } from "./tile.ts";

/** How products are cut up on an adapter. */
export interface AdapterTiles {
  /** Forward and backward. */
  readonly product: Tile;
  /** The gradients of the weights, which take their step at once. */
  readonly update: Tile;
}

/**
 * Chooses tiles for an adapter: as measured on lavapipe and SwiftShader, and as guessed for graphics cards.
 *
 * A driver that computes on the CPU takes as many invocations at once as fit its vectors. In a loop it reads for each of them by itself,
 * with its own look at the bounds, and a read takes as long as a dozen products; so numbers are read four at once, each by one
 * invocation, and passed around in the subgroup where there is one to do so.
 *
 * @param kind What the adapter is made of.
 * @param device The device.
 * @returns The tiles.
 */
export function adapterTiles(
  kind: AdapterKind,
  device: Pick<GPUDevice, "adapterInfo" | "features">,
): AdapterTiles {
  if (kind === "hardware") {
    const tile: Tile = { rows: 4, quads: 1, lanes: 16, levels: 16, way: "staged" };
    return { product: tile, update: tile };
  }
  const { subgroupMinSize, subgroupMaxSize } = device.adapterInfo ?? {};
  const isFixed = device.features.has("subgroups") && subgroupMinSize === subgroupMaxSize;
  // Where a device does not tell, as wide as most processors are.
  const lanes = Math.min(Math.max(subgroupMinSize || 8, 4), 16);
  const way = isFixed && lanes === subgroupMinSize ? "spread" : "alone";
  return {
    product: { rows: 16, quads: 1, lanes, levels: 1, way },
    update: { rows: 16, quads: Math.max(1, Math.min(16 / lanes, 2)), lanes, levels: 1, way: "alone" },
  };
}
