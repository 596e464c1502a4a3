import type { FusedPlan } from "./fused-plan.ts";
import { type AdapterTiles, tileCandidates } from "./kernels/adapter-tiles.ts";
import { updateGroups } from "./kernels/update-weights.ts";
import { tileTrial } from "./tile-trial.ts";

/** No other tiles are tried once trials have taken so long. */
const MILLISECONDS = 150;

/** Below so many products an epoch, training is over before a choice pays: a graphics card takes a tenth of a second for them. */
const WORTHWHILE = 1e11;

/** What was chosen on a device, by the shape of what is trained. */
const chosen = new WeakMap<GPUDevice, Map<string, AdapterTiles>>();

/**
 * Chooses the fastest of the tiles that may be, by trying them on the device, once for each shape.
 *
 * All tiles add the same numbers in the same order, so that results do not depend on the choice, which may be another one in another run.
 *
 * @param plan The plan.
 * @param candidates The tiles, first those that are taken where nothing is tried.
 * @param worthwhile From how many products an epoch on something is tried.
 * @returns The tiles.
 */
export async function tuneTiles(
  plan: FusedPlan,
  candidates: readonly AdapterTiles[] = tileCandidates(plan.kind, plan.device),
  worthwhile: number = WORTHWHILE,
): Promise<AdapterTiles> {
  const { device, layers, layout, data } = plan;
  const possible = candidates.filter((tiles) => isPossible(plan, tiles));
  if (possible.length < 2 || 3 * layout.parameterCount * data.count < worthwhile) return plan.tiles;
  const ofDevice = chosen.get(device) ?? new Map<string, AdapterTiles>();
  chosen.set(device, ofDevice);
  const shape = [
    data.inputs.constructor.name,
    ...layers.map(({ inputs, units }) => `${inputs}x${units}`),
  ].join();
  const known = ofDevice.get(shape);
  if (known !== undefined) return known;
  const start = performance.now();
  let best = { tiles: plan.tiles, milliseconds: Number.POSITIVE_INFINITY };
  for (const tiles of possible) {
    const milliseconds = await tileTrial({ ...plan, tiles });
    if (milliseconds < best.milliseconds) best = { tiles, milliseconds };
    if (performance.now() - start > MILLISECONDS) break;
  }
  ofDevice.set(shape, best.tiles);
  return best.tiles;
}

/** What the device must be able to start is asked of it. */
function isPossible({ device, layers }: FusedPlan, { product, update }: AdapterTiles): boolean {
  const { maxComputeWorkgroupsPerDimension, maxComputeInvocationsPerWorkgroup } = device.limits;
  return (
    updateGroups(layers, update) <= maxComputeWorkgroupsPerDimension &&
    [product, update].every(({ lanes, levels }) => lanes * levels <= maxComputeInvocationsPerWorkgroup)
  );
}
