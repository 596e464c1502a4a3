import { symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../models/testing/temporary-folder.ts";
import { page, playgroundFolder } from "../../testing/playground-folder.ts";
import type { Playground } from "../playground.ts";
import { openPlayground } from "./open-playground.ts";

async function ask(
  playground: Playground,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = "GET",
): Promise<Response | null> {
  return playground.answer(new Request(`http://localhost${path}`, { method, headers }));
}

describe("the playground of a folder", () => {
  test("a file is sent with its type, its headers and its length", async () => {
    const playground = await openPlayground(await playgroundFolder());
    const answer = await ask(playground, "/");
    expect(await answer?.text()).toBe(page);
    expect(Object.fromEntries(answer?.headers ?? [])).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-length": String(page.length),
      "content-security-policy": "default-src 'self'",
      "cache-control": "no-cache",
      "x-content-type-options": "nosniff",
      vary: "Accept, Accept-Encoding",
    });
    const digits = await ask(playground, "/assets/digits.gz", { "Accept-Encoding": "gzip" });
    expect(digits?.headers.get("Content-Type")).toBe("application/octet-stream");
    expect(digits?.headers.get("Content-Encoding")).toBeNull();
  });

  test("a script is compressed for those who take it so", async () => {
    const playground = await openPlayground(await playgroundFolder());
    const plain = await ask(playground, "/assets/main-1a2b.js");
    const packed = await ask(playground, "/assets/main-1a2b.js", { "Accept-Encoding": "br, gzip" });
    expect(packed?.headers.get("Content-Encoding")).toBe("gzip");
    const bytes = Buffer.from((await packed?.arrayBuffer()) ?? new ArrayBuffer());
    expect(bytes.length).toBeLessThan(200);
    expect(gunzipSync(bytes).toString()).toBe(await plain?.text());
  });

  test("who has it already is told so; HEAD has no body", async () => {
    const playground = await openPlayground(await playgroundFolder());
    const tag = (await ask(playground, "/"))?.headers.get("ETag") ?? "";
    expect(tag).toMatch(/^W\/"[0-9a-f]{32}"$/);
    const again = await ask(playground, "/", { "If-None-Match": `"other", ${tag}` });
    expect([again?.status, await again?.text()]).toEqual([304, ""]);
    const head = await ask(playground, "/", {}, "HEAD");
    expect([head?.headers.get("Content-Length"), await head?.text()]).toEqual([String(page.length), ""]);
  });

  test("everything else is the service's: other paths and methods, and JSON at /", async () => {
    const folder = await playgroundFolder();
    await symlink("/etc/passwd", join(folder, "passwd"));
    await writeFile(join(folder, ".secret"), "");
    const playground = await openPlayground(folder);
    for (const path of [
      "/v2",
      "/_headers",
      "/index.html",
      "/passwd",
      "/.secret",
      "/assets",
      "//",
      "/%2e%2e/x",
      "/assets/",
    ]) {
      expect(await ask(playground, path), path).toBeNull();
    }
    expect(await ask(playground, "/", { Accept: "application/json" })).toBeNull();
    expect(await ask(playground, "/", {}, "POST")).toBeNull();
  });

  test("a folder without a page, and one that is not there, are none", async () => {
    const empty = await temporaryFolder();
    await expect(openPlayground(empty)).rejects.toThrow("it must have an index.html, received 0 other files");
    await expect(openPlayground(join(empty, "gone"))).rejects.toThrow("ENOENT");
  });
});
