import process from "node:process";
import { defineConfig, type UserConfig } from "vite";
import { contentSecurityPolicy } from "./vite/content-security-policy.ts";
import { wasmFiles } from "./vite/wasm-files.ts";

const service = `http://127.0.0.1:${process.env["PROJ_PORT"] || 8080}`;

const conditions = ["source", "browser", "module", "import", "default"];

/**
 * Builds the playground into static files, from the sources of the packages. Every file has its own address and none is written
 * into another: the page runs where only its own origin is allowed, and offline.
 */
const config: UserConfig = defineConfig({
  root: import.meta.dirname,
  base: "./",
  publicDir: false,
  plugins: [wasmFiles(), contentSecurityPolicy()],
  resolve: { conditions },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // Found before anybody trains: what Vite finds later has it load the page again, in the middle of a run.
  optimizeDeps: {
    include: [
      "@tensorflow/tfjs",
      "@tensorflow/tfjs-backend-wasm",
      "@tensorflow/tfjs-backend-cpu",
      "@tensorflow/tfjs-core",
      "@proj/trainer > @tensorflow/tfjs-backend-webgpu",
      "@proj/datasets > papaparse",
      "@proj/datasets > pure-rand/distribution/uniformInt",
      "@proj/datasets > pure-rand/generator/xoroshiro128plus",
      "uplot",
    ],
  },
  server: {
    // The service that `npm run dev` starts beside it: to the page it is on its own server, as where it is deployed.
    proxy: Object.fromEntries(
      ["/v1", "/v2", "/predict", "/metrics", "/openapi.json", "/docs"].map((path) => [path, service]),
    ),
  },
  worker: { format: "es", plugins: () => [wasmFiles()] },
  build: {
    target: "es2023",
    // An inlined file would be a data: address, which the policy refuses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});

export default config;
