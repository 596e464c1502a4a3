import { fileURLToPath } from "node:url";
import { build } from "vite";

/** The settings that the service's Worker is bundled with. */
const configFile = fileURLToPath(new URL("../../../apps/api/vite.worker.config.ts", import.meta.url));

/** One file of a Worker: JavaScript, or WebAssembly that workerd compiles. */
export interface WorkerChunk {
  readonly type: "esModule" | "wasm";
  readonly path: string;
  readonly code: string | Uint8Array;
}

/**
 * Bundles a Worker as the service's is deployed, but without TensorFlow.js, which only some models want.
 *
 * @param entry The source file.
 * @returns The Worker as `worker.js`, and its chunks.
 * @throws {Error} Where it cannot be bundled.
 */
export async function bundleWorker(entry: string): Promise<WorkerChunk[]> {
  const result = await build({
    configFile,
    logLevel: "error",
    build: { write: false, rolldownOptions: { input: entry, external: [/^@tensorflow\//] } },
  });
  const [output] = [result].flat();
  if (output === undefined || !("output" in output)) throw new Error(`Cannot bundle ${entry}`);
  return output.output.map((file) =>
    file.type === "chunk"
      ? { type: "esModule", path: file.fileName, code: file.code }
      : { type: "wasm", path: file.fileName, code: file.source },
  );
}
