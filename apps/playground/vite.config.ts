import { defineConfig, type UserConfig } from "vite";
import { contentSecurityPolicy } from "./vite/content-security-policy.ts";
import { wasmFiles } from "./vite/wasm-files.ts";

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
