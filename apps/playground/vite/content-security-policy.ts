import type { Plugin } from "vite";

/**
 * What the page may load and run: its own files, and WebAssembly, which browsers count as code made from data. Training needs that
 * where there is no WebGPU; it allows no `eval`.
 */
export const policy: string = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/**
 * Writes the policy into the page, so that it holds wherever the files are served. Only into the built one: while developing, Vite puts
 * styles into the page itself.
 */
export function contentSecurityPolicy(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: policy },
        injectTo: "head-prepend",
      },
    ],
  };
}
