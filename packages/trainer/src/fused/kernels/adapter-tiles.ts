import type { AdapterKind } from "../../backend/backend.ts";
import type { Tile } from "./tile.ts";

/** How products are cut up on an adapter. */
export interface AdapterTiles {
  /** Forward and backward. */
  readonly product: Tile;
  /** The gradients of the weights, which take their step at once. */
  readonly update: Tile;
}

/** What tiles depend on. */
type TiledDevice = Pick<GPUDevice, "adapterInfo" | "features">;

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
export function adapterTiles(kind: AdapterKind, device: TiledDevice): AdapterTiles {
  if (kind === "hardware") return both(staged);
  // Where a device does not tell, as wide as most processors are.
  const lanes = Math.min(Math.max(device.adapterInfo?.subgroupMinSize || 8, 4), 16);
  const way = subgroupSize(device) === lanes ? "spread" : "alone";
  return {
    product: { rows: 16, quads: 1, lanes, levels: 1, way },
    update: { rows: 16, quads: Math.max(1, Math.min(16 / lanes, 2)), lanes, levels: 1, way },
  };
}

/**
 * Lists the tiles that may be the fastest on an adapter. A driver that computes on the CPU takes longer to compile one of them than to
 * train for a while, so that for those there is one choice alone.
 *
 * @param kind What the adapter is made of.
 * @param device The device.
 * @returns The tiles, first those that are taken where nothing is measured.
 */
export function tileCandidates(kind: AdapterKind, device: TiledDevice): readonly AdapterTiles[] {
  const first = adapterTiles(kind, device);
  if (kind !== "hardware") return [first];
  const lanes = subgroupSize(device);
  const spread: Tile[] =
    lanes === null || lanes > 64 ? [] : [{ rows: 8, quads: 1, lanes, levels: 1, way: "spread" }];
  return [
    first,
    both({ rows: 4, quads: 1, lanes: 32, levels: 1, way: "alone" }),
    both({ rows: 8, quads: 1, lanes: 16, levels: 8, way: "staged" }),
    ...spread.map(both),
  ];
}

const staged: Tile = { rows: 4, quads: 1, lanes: 16, levels: 16, way: "staged" };

function both(tile: Tile): AdapterTiles {
  return { product: tile, update: tile };
}

/** The width of every subgroup, or `null` where there are none, or of several widths. */
function subgroupSize({ adapterInfo, features }: TiledDevice): number | null {
  const { subgroupMinSize, subgroupMaxSize } = adapterInfo ?? {};
  const isFixed = features.has("subgroups") && subgroupMinSize === subgroupMaxSize;
  return isFixed && subgroupMinSize !== undefined ? subgroupMinSize : null;
}
