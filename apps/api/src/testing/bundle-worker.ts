import { fileURLToPath } from "node:url";
import { build, mergeConfig } from "vite";
import workerConfig from "../../vite.worker.config.ts";

/** One module of a bundled Worker: JavaScript, or WebAssembly that workerd compiles. */
export interface WorkerChunk {
  readonly type: "ESModule" | "CompiledWasm";
  readonly path: string;
  readonly contents: string | Uint8Array<ArrayBuffer>;
}

/**
 * Bundles a Worker as it is deployed, but without TensorFlow.js: none of the models that the tests serve wants it.
 *
 * @param entry The Worker.
 * @returns Its chunks, the Worker itself first.
 */
export async function bundleWorker(entry: URL): Promise<readonly WorkerChunk[]> {
  const result = await build(
    mergeConfig(workerConfig, {
      configFile: false,
      build: {
        write: false,
        rolldownOptions: { input: fileURLToPath(entry), external: [/^@tensorflow\//] },
      },
    }),
  );
  const [output] = [result].flat();
  if (output === undefined || !("output" in output)) throw new Error("Cannot bundle the Worker");
  return output.output.map((file) =>
    file.type === "chunk"
      ? { type: "ESModule", path: file.fileName, contents: file.code }
      : { type: "CompiledWasm", path: file.fileName, contents: Uint8Array.from(Buffer.from(file.source)) },
  );
}
