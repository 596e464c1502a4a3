import process from "node:process";
import type { Backend } from "../backend/backend.ts";
import { openBackend } from "../backend/node.ts";

/** A backend that tests run on, or the reason why they cannot. */
export interface TestBackend {
  /** Goes into the tests' titles; names what the machine must have, so that a skip is counted under it. */
  readonly title: string;
  readonly available: boolean;
  open(): Promise<Backend>;
}

async function webGpu(title: string, adapter: string | undefined): Promise<TestBackend> {
  const open = (): Promise<Backend> => openBackend({ backend: "webgpu", adapter });
  const found = await open().catch(() => null);
  found?.close();
  return { title, available: found !== null, open };
}

const linuxX64 = process.platform === "linux" && process.arch === "x64";

/** Every backend that this machine may have: the best WebGPU adapter, SwiftShader, WebAssembly and plain JavaScript. */
export const testBackends: readonly TestBackend[] = [
  { title: "cpu", available: true, open: () => openBackend({ backend: "cpu" }) },
  { title: "wasm", available: true, open: () => openBackend({ backend: "wasm" }) },
  await webGpu("webgpu [needs webgpu]", undefined),
  ...(linuxX64 ? [await webGpu("swiftshader [needs webgpu]", "swiftshader")] : []),
];
