import * as tf from "@tensorflow/tfjs";
import type { Backend, BackendName } from "./backend.ts";

const neverLost = new Promise<string>(() => {});

/**
 * Makes TensorFlow.js compute in WebAssembly.
 *
 * @param wasmPath The folder of the package's `.wasm` files, with a slash at its end.
 * @param notice What the user should know about the choice, or `null`.
 * @returns The open backend.
 * @throws {Error} If the files cannot be loaded.
 */
export async function openWasmBackend(wasmPath: string, notice: string | null): Promise<Backend> {
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(wasmPath);
  return await openPlainBackend("wasm", notice);
}

/**
 * Makes TensorFlow.js compute in plain JavaScript: slow, and everywhere.
 *
 * @param notice What the user should know about the choice, or `null`.
 * @returns The open backend.
 */
export async function openCpuBackend(notice: string | null): Promise<Backend> {
  // Silences tfjs's advice to install tfjs-node, which this machine may not be able to.
  tf.enableProdMode();
  return await openPlainBackend("cpu", notice);
}

async function openPlainBackend(
  name: Exclude<BackendName, "webgpu">,
  notice: string | null,
): Promise<Backend> {
  if (!(await tf.setBackend(name))) throw new Error(`Cannot open backend ${name}: TensorFlow.js refused it`);
  return { name, adapter: name, kind: "none", device: null, notice, lost: neverLost, close: () => {} };
}
