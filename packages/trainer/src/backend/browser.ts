import type { Backend, BackendRequest } from "./backend.ts";
import { openBackendOn, type Runtime } from "./open-backend.ts";

export type { AdapterKind, Backend, BackendName, BackendRequest } from "./backend.ts";
export { BackendUnavailableError } from "./backend.ts";

/**
 * Opens a training backend in a browser or one of its workers: its WebGPU, else WebAssembly.
 *
 * @param request What is asked for; `wasmPath` must be given where WebGPU may be missing.
 * @returns The open backend, current in TensorFlow.js; the caller closes it.
 * @throws {BackendUnavailableError} If a backend or an adapter was asked for by name and is missing.
 *
 * @example
 * ```ts
 * import { openBackend } from "@proj/trainer/backend";
 *
 * const backend = await openBackend({ wasmPath: "/wasm/" });
 * ```
 */
export async function openBackend(request: BackendRequest = {}): Promise<Backend> {
  return await openBackendOn(browser, request);
}

const browser: Runtime = {
  async *adapters(): AsyncGenerator<GPUAdapter> {
    // Absent on pages that are not served securely and in browsers without WebGPU.
    const gpu: GPU | undefined = navigator.gpu;
    const adapter = (await gpu?.requestAdapter({ powerPreference: "high-performance" })) ?? null;
    if (adapter !== null) yield adapter;
  },
  wasmPath: () => null,
  remedy: "Use a browser with WebGPU (Chrome or Edge 113, Safari 26, Firefox 141 or newer) over https.",
};
