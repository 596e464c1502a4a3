import { afterEach, beforeEach, expect } from "vitest";
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
  backend: Pick<Backend, "name" | "device" | "kind" | "isWaitingBusy">,
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

/**
 * Runs each test of a file inside a validation scope.
 *
 * @param backend Gives the backend, where there is one.
 */
export function expectNoErrors(backend: () => Backend | undefined): void {
  beforeEach(() => backend()?.device?.pushErrorScope("validation"));
  afterEach(async () => {
    expect((await backend()?.device?.popErrorScope())?.message).toBeUndefined();
  });
}

/**
 * Opens a backend whose device has no more than what WebGPU grants everywhere: 8 storage buffers a stage, 128 MiB in each.
 *
 * @param test Which one; it has been opened before.
 * @returns The backend.
 */
export async function openDefaultLimits({ open }: TestBackend): Promise<Backend> {
  const { requestDevice } = GPUAdapter.prototype;
  // Whoever asks for nothing gets the defaults.
  GPUAdapter.prototype.requestDevice = function (this: GPUAdapter) {
    return requestDevice.call(this);
  };
  try {
    return await open();
  } finally {
    GPUAdapter.prototype.requestDevice = requestDevice;
  }
}
