import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { policy } from "../../vite/content-security-policy.ts";

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** A server on the loopback interface. */
export interface FolderServer {
  /** Where the page is, with a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the built page on a free port of the loopback interface, every file with the page's policy: a worker goes by its own.
 *
 * @param folder The folder.
 * @returns The server; the caller closes it.
 */
export async function serveFolder(folder: string): Promise<FolderServer> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
    const file = join(folder, path === "/" ? "index.html" : path);
    response.setHeader("content-security-policy", policy);
    (file.startsWith(folder) ? readFile(file) : Promise.reject(new Error("outside"))).then(
      (contents) => {
        response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
        response.end(contents);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
