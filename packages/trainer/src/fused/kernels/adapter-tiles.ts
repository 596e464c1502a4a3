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
 * A driver that computes on the CPU takes as many invocations at once as fit its vectors, and a workgroup of just so many reads what its
 * invocations share once. Four pixels are read at once, so rows are a multiple of 4.
 *
 * @param kind What the adapter is made of.
 * @param device The device.
 * @returns The tiles.
 */
export function adapterTiles(kind: AdapterKind, device: Pick<GPUDevice, "adapterInfo">): AdapterTiles {
  if (kind === "hardware") {
    const tile = { rows: 4, columns: 1, lanes: 64 };
    return { product: tile, update: tile };
  }
  // Where a device does not tell, as wide as most processors are.
  const lanes = Math.min(Math.max(device.adapterInfo?.subgroupMinSize || 8, 4), 16);
  return {
    product: { rows: 16, columns: 32 / lanes, lanes },
    update: { rows: 16, columns: Math.min(64 / lanes, 8), lanes },
  };
}
