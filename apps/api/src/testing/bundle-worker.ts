import { fileURLToPath } from "node:url";
import { build, mergeConfig } from "vite";
import workerConfig from "../../vite.worker.config.ts";

/** One module of a bundled Worker. */
export interface WorkerChunk {
  readonly path: string;
  readonly contents: string;
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
  return output.output.flatMap((chunk) =>
    chunk.type === "chunk" ? [{ path: chunk.fileName, contents: chunk.code }] : [],
  );
}
