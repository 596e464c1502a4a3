import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import type { Backend, BackendRequest } from "./backend.ts";
import { openBackendOn, type Runtime } from "./open-backend.ts";

export type { AdapterKind, Backend, BackendName, BackendRequest } from "./backend.ts";
export { BackendUnavailableError } from "./backend.ts";

/**
 * Opens a training backend on Deno: its own WebGPU, else WebAssembly.
 *
 * @param request What is asked for; by default the best there is.
 * @returns The open backend, current in TensorFlow.js; the caller closes it.
 * @throws {BackendUnavailableError} If a backend or an adapter was asked for by name and is missing.
 *
 * @example
 * ```ts
 * import { openBackend } from "@proj/trainer/backend";
 *
 * const backend = await openBackend();
 * ```
 */
export async function openBackend(request: BackendRequest = {}): Promise<Backend> {
  return await openBackendOn(deno, request);
}

const deno: Runtime = {
  async *adapters(name, failed): AsyncGenerator<GPUAdapter> {
    // Deno looks for drivers once, so SwiftShader has to be in place before the first question.
    const packaged = await import("@proj/swiftshader").catch(() => null);
    const possible = packaged !== null && process.platform === "linux" && process.arch === "x64";
    const wanted = name !== undefined && /swift/i.test(name);
    if (possible && (wanted || !packaged.hasVulkanLoader())) {
      await packaged.prepareSwiftShader().catch((error: unknown) => {
        failed(`${error instanceof Error ? error.message : String(error)}.`);
      });
    }
    for (const options of [
      { powerPreference: "high-performance" },
      { forceFallbackAdapter: true },
    ] as const) {
      const adapter = await navigator.gpu.requestAdapter(options);
      if (adapter !== null) yield adapter;
    }
  },
  wasmPath: () => join(dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm")), "/"),
  remedy:
    process.platform === "linux"
      ? "For more speed, install a Vulkan driver: your GPU's, or Mesa's lavapipe (Debian and Ubuntu: mesa-vulkan-drivers)."
      : "Update the graphics driver, or the system, so that WebGPU finds an adapter.",
};
