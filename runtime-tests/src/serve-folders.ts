import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const types: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
};

/** A server on the loopback interface. */
export interface LocalServer {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Serves files of some folders on a free port of the loopback interface, and an empty page that loads `/page/page.js` at `/`.
 *
 * @param folders For each first path segment the folder it stands for.
 * @returns The server; the caller closes it.
 */
export async function serveFolders(folders: Readonly<Record<string, string>>): Promise<LocalServer> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
    if (path === "/") {
      response.setHeader("content-type", "text/html");
      response.end('<!doctype html><title>test</title><script type="module" src="/page/page.js"></script>');
      return;
    }
    const [, root = "", ...rest] = path.split("/");
    const folder = folders[root];
    const file = folder === undefined || rest.includes("..") ? null : join(folder, ...rest);
    (file === null ? Promise.reject(new Error("no such folder")) : readFile(file)).then(
      (contents) => {
        response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream");
        response.end(contents);
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
