import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

/** The folder of the page that they are served from. */
const folder = "wasm";

/** Those that a page without shared memory takes: with vectors, and without. */
const names = ["tfjs-backend-wasm-simd.wasm", "tfjs-backend-wasm.wasm"];

/** Serves the files of tfjs-backend-wasm under the names that it looks for. */
export function wasmFiles(): Plugin {
  const require = createRequire(import.meta.url);
  const dist = dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json"));
  const read = (name: string): Uint8Array<ArrayBuffer> =>
    new Uint8Array(readFileSync(join(dist, "wasm-out", name)));
  return {
    name: "wasm-files",
    configureServer(server) {
      for (const name of names) {
        server.middlewares.use(`/${folder}/${name}`, (_request, response) => {
          response.setHeader("content-type", "application/wasm");
          response.end(read(name));
        });
      }
    },
    generateBundle() {
      for (const name of names)
        this.emitFile({ type: "asset", fileName: `${folder}/${name}`, source: read(name) });
    },
  };
}
