import { fileURLToPath } from "node:url";
import { build } from "vite";

/** One module of a bundled Worker. */
export interface WorkerChunk {
  readonly path: string;
  readonly contents: string;
}

/**
 * Bundles a Worker from the sources, minified, without TensorFlow.js: none of the models that the tests serve wants it.
 *
 * @param entry The Worker.
 * @returns Its chunks, the Worker itself first.
 */
export async function bundleWorker(entry: URL): Promise<readonly WorkerChunk[]> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["source"] },
    build: {
      write: false,
      target: "es2023",
      minify: true,
      rolldownOptions: {
        input: fileURLToPath(entry),
        preserveEntrySignatures: "strict",
        external: [/^@tensorflow\//],
        output: { format: "es", entryFileNames: "worker.js", chunkFileNames: "[name].js" },
      },
    },
  });
  const [output] = [result].flat();
  if (output === undefined || !("output" in output)) throw new Error("Cannot bundle the Worker");
  return output.output.flatMap((chunk) =>
    chunk.type === "chunk" ? [{ path: chunk.fileName, contents: chunk.code }] : [],
  );
}
