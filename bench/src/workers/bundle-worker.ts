import { build } from "vite";

/** One file of a Worker. */
export interface WorkerChunk {
  readonly path: string;
  readonly code: string;
}

/**
 * Bundles a Worker as the service's own tests do, without TensorFlow.js, which only some models want.
 *
 * @param entry The source file.
 * @returns The Worker as `worker.js`, and its chunks.
 * @throws {Error} Where it cannot be bundled.
 */
export async function bundleWorker(entry: string): Promise<WorkerChunk[]> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["source"] },
    build: {
      write: false,
      target: "es2023",
      // A Worker has no page that could be told of its chunks.
      modulePreload: false,
      minify: true,
      rolldownOptions: {
        input: entry,
        preserveEntrySignatures: "strict",
        external: [/^@tensorflow\//],
        output: { format: "es", entryFileNames: "worker.js", chunkFileNames: "[name].js" },
      },
    },
  });
  const [output] = [result].flat();
  if (output === undefined || !("output" in output)) throw new Error(`Cannot bundle ${entry}`);
  return output.output.flatMap((chunk) =>
    chunk.type === "chunk" ? [{ path: chunk.fileName, code: chunk.code }] : [],
  );
}
