import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setBackend } from "@tensorflow/tfjs-core";

let opening: Promise<void> | undefined;

/** Makes WebAssembly the backend of tfjs, for tests. Its files are read from the package once for all tests of a process. */
export async function openWasmBackend(): Promise<void> {
  opening ??= open();
  await opening;
  if (!(await setBackend("wasm"))) throw new Error("Cannot open the wasm backend: tfjs refused it");
}

async function open(): Promise<void> {
  const { setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  const main = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(join(dirname(main), "/"));
}
