import type { Backend } from "../backend/backend.ts";
import type { EagerEngineOptions } from "../engine/eager-engine.ts";
import { createFusedEngine, type FusedEngine } from "../fused/fused-engine.ts";
import type { FusedLimits } from "../fused/fused-machine.ts";
import { planFused } from "../fused/plan-fused.ts";
import { type TestBackend, testBackends } from "./backends.ts";

/** The backends that the fused engine runs on. */
export const gpuBackends: readonly TestBackend[] = testBackends.filter(({ title }) =>
  title.includes("needs webgpu"),
);

/** Makes fused engines on a backend, where they must be possible. Its kind decides the tiles; limits are tighter than its own. */
export function fusedOn(
  backend: Pick<Backend, "name" | "device" | "kind">,
  limits: FusedLimits = {},
): (options: EagerEngineOptions) => FusedEngine {
  return (options) => {
    const planning = planFused({ ...options, backend });
    if ("reason" in planning) throw new Error(`Cannot test: ${planning.reason}`);
    return createFusedEngine(planning.plan, limits);
  };
}

/**
 * Runs inside a validation scope, so that a wrong use of the GPU fails the test even where the numbers are right.
 *
 * @param backend The backend.
 * @param run What is run.
 * @returns What it gave.
 */
export async function validated<T>({ device }: Backend, run: () => Promise<T>): Promise<T> {
  device?.pushErrorScope("validation");
  const result = await run();
  const error = await device?.popErrorScope();
  if (error) throw new Error(error.message);
  return result;
}
