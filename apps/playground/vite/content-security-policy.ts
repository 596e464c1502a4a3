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
 * What every server of the page is asked to send with its files, in the form that Cloudflare and `apps/api` read. A worker goes by the
 * policy of its own file; and files whose names hold their contents never change.
 */
const headers = `/*
  Content-Security-Policy: ${policy}; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Cross-Origin-Resource-Policy: same-origin
/assets/*
  Cache-Control: public, max-age=31536000, immutable
`;

/**
 * Writes the policy into the page, so that it holds wherever the files are served, and beside it for servers. Only into the built one:
 * while developing, Vite puts styles into the page itself.
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
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "_headers", source: headers });
    },
  };
}
