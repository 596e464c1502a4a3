import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { acceptsGzip } from "../../http/compression.ts";
import { securityHeaders } from "../../http/security-headers.ts";
import { type HeaderRule, headersOf, readHeaderRules } from "../header-rules.ts";
import type { Playground } from "../playground.ts";
import { requestPath } from "../request-path.ts";
import { wantsPage } from "../wants-page.ts";
import { type FileContents, readContents } from "./file-contents.ts";

/** The media types of what is built; browsers run and show nothing of another type. */
const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

const mostFiles = 1000;
const mostBytes = 2 ** 26;

/**
 * Opens the folder of the built playground. What is in it is listed once: a later file is not served, and no request leads anywhere
 * else in the file system. Each file is read when it is first asked for, and kept.
 *
 * @param folder The folder: `index.html`, and what that loads.
 * @returns The playground.
 * @throws {Error} Where it cannot be read, has no `index.html`, or holds more than a page would.
 */
export async function openPlayground(folder: string): Promise<Playground> {
  const rules = readHeaderRules(await readFile(join(folder, "_headers"), "utf8").catch(() => ""));
  const files = new Map<string, { readonly file: string; contents?: Promise<FileContents> }>();
  for (const [path, file] of await listFiles(folder)) files.set(path, { file });
  if (!files.has("/")) throw new Error(`it must have an index.html, received ${files.size} other files`);

  return {
    answer: (request) => {
      const path = requestPath(request.url);
      const found = files.get(path);
      if (found === undefined || (request.method !== "GET" && request.method !== "HEAD")) return null;
      if (path === "/" && !wantsPage(request.headers.get("Accept"))) return null;
      found.contents ??= readContents(found.file);
      return found.contents.then((contents) =>
        answerWith(contents, headersFor(rules, path, found.file), request),
      );
    },
  };
}

async function listFiles(folder: string): Promise<readonly (readonly [path: string, file: string])[]> {
  const listed: [string, string][] = [];
  let bytes = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    // A link could lead out of the folder.
    if (!entry.isFile() || entry.name.startsWith("_") || entry.name.startsWith(".")) continue;
    const file = join(entry.parentPath, entry.name);
    bytes += (await stat(file)).size;
    const path = `/${relative(folder, file).split(sep).join("/")}`;
    listed.push([path === "/index.html" ? "/" : path, file]);
    if (listed.length > mostFiles || bytes > mostBytes) {
      throw new Error(`it must have at most ${mostFiles} files and ${mostBytes} bytes, received more`);
    }
  }
  return listed;
}

function headersFor(rules: readonly HeaderRule[], path: string, file: string): Record<string, string> {
  return {
    ...securityHeaders(),
    "Cache-Control": "no-cache",
    ...headersOf(rules, path),
    "Content-Type": types[extname(file)] ?? "application/octet-stream",
    ...(path === "/" ? { Vary: "Accept, Accept-Encoding" } : { Vary: "Accept-Encoding" }),
  };
}

function answerWith(
  { bytes, gzip, tag }: FileContents,
  headers: Record<string, string>,
  { method, headers: asked }: Request,
): Response {
  // A weak one, for it stands for the bytes with and without compression.
  headers["ETag"] = `W/"${tag}"`;
  const known = asked.get("If-None-Match") ?? "";
  if (known.trim() === "*" || known.includes(`"${tag}"`)) return new Response(null, { status: 304, headers });
  const packed = gzip !== null && acceptsGzip(asked.get("Accept-Encoding") ?? "");
  const body = packed ? gzip : bytes;
  if (packed) headers["Content-Encoding"] = "gzip";
  headers["Content-Length"] = String(body.length);
  return new Response(method === "HEAD" ? null : body, { headers });
}
