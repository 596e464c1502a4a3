import { categoricalCrossentropy, combinedLoss, defineLayout, oneHot } from "@proj/core";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adam } from "../adam.ts";
import type { Backend } from "../backend/backend.ts";
import type { BatchLoss } from "../engine/batch-loss.ts";
import { gpuBackends, validated } from "../testing/fused.ts";
import { createFusedEngine } from "./fused-engine.ts";
import type { FusedPlan } from "./fused-plan.ts";
import type { AdapterTiles } from "./kernels/adapter-tiles.ts";
import type { Tile } from "./kernels/tile.ts";
import { planFused } from "./plan-fused.ts";
import { tuneTiles } from "./tune-tiles.ts";

const [ROWS, WIDTH, HIDDEN, CLASSES] = [21, 27, 20, 3];

/** A training on bytes of an odd width, rows past the edge of every tile, a layer of whole quads and one of others. */
function setUp(backend: Backend): { readonly plan: FusedPlan; dispose(): void } {
  const layout = defineLayout({ label: oneHot(CLASSES) });
  const model = tf.sequential();
  for (const [index, units] of [HIDDEN, CLASSES].entries()) {
    model.add(
      tf.layers.dense({
        name: `layer${index}`,
        ...(index === 0 && { inputShape: [WIDTH] }),
        units,
        activation: index === 0 ? "tanh" : "softmax",
        kernelInitializer: tf.initializers.glorotUniform({ seed: index }),
      }),
    );
  }
  const labels = new Float32Array(ROWS * CLASSES);
  for (let row = 0; row < ROWS; row++) labels[row * CLASSES + (row % CLASSES)] = 1;
  const planning = planFused({
    model,
    loss: combinedLoss(layout, { label: { loss: categoricalCrossentropy } }) as unknown as BatchLoss,
    optimizer: adam(),
    data: {
      count: ROWS,
      inputs: Uint8Array.from({ length: ROWS * WIDTH }, (_, i) => (i * 97) % 251),
      inputShape: [WIDTH],
      inputScale: 1 / 255,
      labels,
      labelWidth: CLASSES,
    },
    backend,
  });
  if ("reason" in planning) throw new Error(`Cannot test: ${planning.reason}`);
  return { plan: planning.plan, dispose: () => model.dispose() };
}

describe.each(gpuBackends)("tiles on $title", ({ available, open }) => {
  let backend: Backend;
  beforeAll(async () => {
    if (available) backend = await open();
  });
  afterAll(() => backend?.close());

  test.skipIf(!available)("every way of summing gives the same bytes", async () => {
    const lanes = backend.device?.adapterInfo.subgroupMinSize ?? 0;
    const alone: Tile = { rows: 8, quads: 1, lanes: 8, levels: 1, way: "alone" };
    const tiles: Tile[] = [
      alone,
      { ...alone, rows: 4, quads: 2, lanes: 4 },
      { ...alone, rows: 4, lanes: 16, levels: 4, way: "staged" },
      ...(backend.device?.features.has("subgroups") ? [{ ...alone, lanes, way: "spread" as const }] : []),
    ];
    const states: unknown[] = [];
    for (const tile of tiles) {
      const { plan, dispose } = setUp(backend);
      const engine = createFusedEngine({ ...plan, tiles: { product: tile, update: tile } });
      const rows = Uint32Array.from({ length: ROWS }, (_, row) => row);
      const { lossSum } = await validated(backend, () => engine.train([rows, rows.slice(0, 5)]));
      states.push({ lossSum, state: await engine.saveState() });
      engine.dispose();
      dispose();
    }
    expect(states.length).toBeGreaterThanOrEqual(3);
    for (const state of states) expect(state).toEqual(states[0]);
  });

  test.skipIf(!available)("the fastest tiles are found once, and only where training is long", async () => {
    const { plan, dispose } = setUp(backend);
    const tile: Tile = { rows: 4, quads: 1, lanes: 4, levels: 1, way: "alone" };
    const candidates: AdapterTiles[] = [tile, { ...tile, lanes: 8 }].map((each) => ({
      product: each,
      update: each,
    }));
    expect(await tuneTiles(plan, candidates)).toBe(plan.tiles);
    const first = await validated(backend, () => tuneTiles(plan, candidates, 0));
    expect(candidates).toContain(first);
    const start = performance.now();
    expect(await tuneTiles(plan, candidates, 0)).toBe(first);
    expect(performance.now() - start).toBeLessThan(5);
    dispose();
  });
});
