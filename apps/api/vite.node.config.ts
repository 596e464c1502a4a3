import { defineConfig, type UserConfig } from "vite";

const conditions = ["source", "node", "module", "import", "default"];

/**
 * Bundles the program for Node with all that it needs, so that a container or a machine has a few files to copy and no packages
 * to install. TensorFlow.js is a chunk of its own, read where a model needs it.
 */
const config: UserConfig = defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  logLevel: "warn",
  ssr: { target: "node", noExternal: true, resolve: { conditions, externalConditions: conditions } },
  build: {
    ssr: true,
    outDir: "bundle/node",
    target: "node20.19",
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: "src/entry/node/main.ts",
      output: {
        format: "es",
        entryFileNames: "proj-api.mjs",
        chunkFileNames: "[name].mjs",
        codeSplitting: { groups: [{ name: "tfjs", test: /node_modules\/@tensorflow\// }] },
      },
    },
  },
});

export default config;
