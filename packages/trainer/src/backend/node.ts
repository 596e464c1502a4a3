import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import type { Backend, BackendRequest } from "./backend.ts";
import { openBackendOn, type Runtime } from "./open-backend.ts";
import { adapterKind } from "./webgpu-backend.ts";

export type { AdapterKind, Backend, BackendName, BackendRequest } from "./backend.ts";
export { BackendUnavailableError } from "./backend.ts";

/**
 * Opens a training backend on Node (and Bun): WebGPU through npm `webgpu`, else WebAssembly.
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
 * console.log(backend.name, backend.adapter, backend.notice ?? "");
 * backend.close();
 * ```
 */
export async function openBackend(request: BackendRequest = {}): Promise<Backend> {
  return await openBackendOn(node, request);
}

const node: Runtime = {
  async *adapters(name, failed): AsyncGenerator<GPUAdapter> {
    const swiftShader = name !== undefined && /swift/i.test(name);
    // Dawn writes a warning where there is no loader to be found, so it is asked only where there is one.
    if (!swiftShader && (await mayHaveDriver())) {
      yield* systemAdapters();
    }
    const adapter = await swiftShaderAdapter().catch((error: unknown) => {
      failed(`${error instanceof Error ? error.message : String(error)}.`);
      return null;
    });
    if (adapter !== null) yield adapter;
  },
  wasmPath: () => join(dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm")), "/"),
  isWaitingBusy: true,
  remedy:
    process.platform === "linux"
      ? "For more speed, install a Vulkan driver: your GPU's, or Mesa's lavapipe (23 or newer; Debian and Ubuntu: mesa-vulkan-drivers)."
      : "Update the graphics driver, or the system, so that WebGPU finds an adapter.",
};

/**
 * Every instance of Dawn that was made, and its adapters. They stay for the life of the process: once an instance is
 * collected while its device lives, Dawn crashes at random.
 */
const kept: unknown[] = [];

async function createInstance(): Promise<GPU> {
  const { create, globals } = await import("webgpu");
  Object.assign(globalThis, globals);
  const gpu = create([]);
  kept.push(gpu);
  return gpu;
}

/** The system's adapters: the fastest, then the software driver beside it. */
async function* systemAdapters(): AsyncGenerator<GPUAdapter> {
  const gpu = await createInstance();
  const fastest = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (fastest === null) return;
  kept.push(fastest);
  yield fastest;
  if (adapterKind(fastest.info) === "software") return;
  const software = await gpu.requestAdapter({ forceFallbackAdapter: true });
  if (software === null) return;
  kept.push(software);
  yield software;
}

async function mayHaveDriver(): Promise<boolean> {
  if (process.platform !== "linux") return true;
  const { constants } = await import("node:os");
  try {
    process.dlopen({ exports: {} }, "libvulkan.so.1", constants.dlopen.RTLD_NOW);
    return true;
  } catch (error) {
    // A library that loads but is no add-on "did not self-register"; one that is missing "cannot" be opened.
    return error instanceof Error && error.message.includes("did not self-register");
  }
}

/** SwiftShader out of `@proj/swiftshader`, where that package is installed and has a driver for this machine. */
async function swiftShaderAdapter(): Promise<GPUAdapter | null> {
  const packaged = await import("@proj/swiftshader").catch(() => null);
  if (packaged === null || process.platform !== "linux" || process.arch !== "x64") return null;
  const before = process.env["VK_DRIVER_FILES"];
  try {
    await packaged.prepareSwiftShader();
    const adapter = await (await createInstance()).requestAdapter();
    kept.push(adapter);
    return adapter;
  } finally {
    // A later question in this process, and its children, find the system's drivers again.
    if (before === undefined) delete process.env["VK_DRIVER_FILES"];
    else process.env["VK_DRIVER_FILES"] = before;
  }
}
