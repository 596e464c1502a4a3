import { defineConfig, type UserConfig } from "vite";
import { importedWasm } from "./vite/imported-wasm.ts";
import { unusedParts } from "./vite/unused-parts.ts";

const conditions = ["source", "workerd", "worker", "module", "import", "default"];

/**
 * Bundles the Worker from the sources: `wrangler` puts everything into one file, and then every Worker would carry
 * TensorFlow.js, which few models want. Here it is a chunk of its own.
 */
const config: UserConfig = defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  logLevel: "warn",
  // A bundle for servers: that for pages brings code with it that preloads chunks there.
  ssr: { target: "webworker", noExternal: true, resolve: { conditions, externalConditions: conditions } },
  plugins: [importedWasm(), unusedParts()],
  // workerd compiles no WebAssembly at run time: what does is left out.
  define: { "globalThis.WebAssembly": "undefined" },
  // The engine reads a text faster than it compiles an object of the same size, and workerd compiles every chunk at its start.
  json: { stringify: true, namedExports: false },
  build: {
    ssr: true,
    ssrEmitAssets: true,
    outDir: "bundle/worker",
    target: "es2023",
    minify: true,
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      input: "src/entry/workers.ts",
      preserveEntrySignatures: "strict",
      // No property of these modules does anything when it is read.
      treeshake: { propertyReadSideEffects: false },
      output: {
        format: "es",
        entryFileNames: "worker.js",
        chunkFileNames: "[name].js",
        codeSplitting: { groups: [{ name: "tfjs", test: /node_modules\/@tensorflow\// }] },
      },
    },
  },
});

export default config;
