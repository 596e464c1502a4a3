import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { serveNode } from "../entry/node.ts";
import { temporaryFolder } from "../models/testing/temporary-folder.ts";
import { smallJpeg, smallPicture } from "../testing/digit-picture.ts";
import { exampleApp } from "../testing/example-app.ts";

const run = promisify(execFile);
const hasCurl = await run("curl", ["--version"]).then(
  () => true,
  () => false,
);

test("/openapi.json is the description, and is sent once to a client that keeps it", async () => {
  const app = await exampleApp();
  const response = await app.request("/openapi.json");
  expect(response.headers.get("Content-Type")).toBe("application/json");
  const file = await readFile(new URL("openapi.json", import.meta.url), "utf8");
  expect(await response.json()).toEqual(JSON.parse(file));

  const tag = response.headers.get("ETag") ?? "";
  expect(tag).toMatch(/^W\/"[\da-f]{64}"$/);
  expect(response.headers.get("Cache-Control")).toBe("no-cache");
  for (const known of [tag, tag.slice(2), `"other", ${tag}`, "*"]) {
    const again = await app.request("/openapi.json", { headers: { "If-None-Match": known } });
    expect([again.status, await again.text(), again.headers.get("ETag")]).toEqual([304, "", tag]);
  }
  const other = await app.request("/openapi.json", { headers: { "If-None-Match": '"other"' } });
  expect(other.status).toBe(200);
});

test("/docs shows every route, schema and error, each link leads somewhere, and nothing is loaded", async () => {
  const page = await (await (await exampleApp()).request("/docs")).text();
  const document = JSON.parse(await readFile(new URL("openapi.json", import.meta.url), "utf8"));
  const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  for (const methods of Object.values<Record<string, { operationId: string }>>(document.paths)) {
    for (const { operationId } of Object.values(methods)) expect(ids).toContain(operationId);
  }
  for (const name of Object.keys(document.components.schemas)) expect(ids).toContain(name);
  for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  const addresses = [...page.matchAll(/(?:href|src)="([^#"][^"]*)"/g)].map(([, address]) => address);
  expect(addresses).toEqual(["data:,", "openapi.json"]);
  expect(page).not.toMatch(/<script|\son\w+=|undefined|\[object|NaN/);
});

test("/docs may do nothing but wear its style", async () => {
  const response = await (await exampleApp()).request("/docs");
  expect(response.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
  expect(response.headers.get("Content-Security-Policy")).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
  );
});

test.each([
  ["http://localhost:8080/docs", {}, "curl http://localhost:8080/v2/models", "openapi.json"],
  ["http://[::1]:8080/docs/", {}, "curl &#39;", "../openapi.json"],
  ["https://models.example.com/docs", {}, "curl https://models.example.com/v2/models", "openapi.json"],
  [
    "http://models.example.com/docs",
    { "X-Forwarded-Proto": "https" },
    "curl https://models.example.com/v2/models",
    "openapi.json",
  ],
  ["http://$(reboot).example.com/docs", {}, "curl http://localhost:8080/v2/models", "openapi.json"],
])("the commands of %s ask where the page was found", async (url, headers, command, link) => {
  const page = await (await (await exampleApp()).request(url, { headers })).text();
  expect(page).toContain(command.replace("&#39;", "'http://[::1]:8080/v2/models'"));
  expect(page).toContain(`href="${link}"`);
  expect(page).not.toContain("reboot");
});

test("every command of /docs is answered [needs curl]", async (context) => {
  if (!hasCurl) return context.skip("curl is not there");
  const app = await exampleApp({ labels: { "odd-digits": { stable: "1" } } });
  const server = await serveNode(app, { port: 0, closing: new AbortController() });
  onTestFinished(() => server.close());
  const folder = await temporaryFolder();
  await writeFile(join(folder, "four.png"), smallPicture([0, 255, 0, 0]));
  await writeFile(join(folder, "four.jpeg"), smallJpeg([0, 255, 0, 0]));
  await writeFile(join(folder, "four.bin"), Uint8Array.of(0, 255, 0, 0));
  const page = await (await fetch(`${server.url}/docs`)).text();
  const letters: Record<string, string> = { "&quot;": '"', "&amp;": "&", "&lt;": "<", "&gt;": ">" };
  const commands = [...page.matchAll(/class="copy"><code>(.*?)<\/code>/g)].map(([, command = ""]) =>
    command.replace(/&\w+;/g, (entity) => letters[entity] ?? ""),
  );
  expect(commands.length).toBeGreaterThan(25);
  for (const command of commands) {
    const careful = command.replace(/^curl /, "curl -sS --fail-with-body -m 20 ");
    const { stdout } = await run("bash", ["-c", careful], { cwd: folder });
    expect(stdout, command).toMatch(/^[{<#]/);
    expect(stdout, command).not.toMatch(/^\{"error"/);
  }
});
