import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { askPlayground } from "../testing/ask-playground.ts";
import { askProtocols } from "../testing/ask-protocols.ts";
import { exampleFolder } from "../testing/example-folder.ts";
import { playgroundFolder } from "../testing/playground-folder.ts";
import { slowRequest } from "../testing/slow-request.ts";
import { type StartedProcess, startProcess, startProgram } from "../testing/started-process.ts";

const deno = fileURLToPath(new URL("../../../../node_modules/deno/deno", import.meta.url));
const entry = fileURLToPath(new URL("deno.ts", import.meta.url));
const hasDeno = existsSync(deno);

function args(folder: string, host = "127.0.0.1"): string[] {
  const rights = ["--allow-env=PROJ_*", `--allow-read=${folder}`];
  return ["serve", "--conditions=source", "--no-check", ...rights, "--host", host, "--port", "0", entry];
}

async function start(env: Readonly<Record<string, string>> = {}): Promise<StartedProcess> {
  const folder = await exampleFolder();
  return startProcess(deno, args(folder), { PROJ_MODELS: folder, ...env });
}

test("deno serve answers in all protocols, with no more rights than it needs [needs deno]", async (context) => {
  if (!hasDeno) return context.skip("deno is not installed");
  const service = await start();
  const [line = ""] = service.out().split("\n");
  expect(JSON.parse(line)).toMatchObject({
    url: service.url,
    models: ["odd-digits"],
    access: "this machine",
  });
  await askProtocols(service.url);
  await expect.poll(service.out).toMatch(/"path":"\/predict".*"status":400.*"client":"127\.0\.0\.1"/);
});

test("deno serve has the playground at /, where it may read its folder [needs deno]", async (context) => {
  if (!hasDeno) return context.skip("deno is not installed");
  const [folder, playground] = [await exampleFolder(), await playgroundFolder()];
  const env = { PROJ_MODELS: folder, PROJ_PLAYGROUND: playground };
  await askPlayground((await startProcess(deno, args(`${folder},${playground}`), env)).url);
});

test("SIGTERM lets deno serve finish a request, and ends it with 0 [needs deno]", async (context) => {
  if (!hasDeno) return context.skip("deno is not installed");
  const service = await start();
  const slow = await slowRequest(service.url);
  service.signal("SIGTERM");
  await new Promise((resolve) => setTimeout(resolve, 200));
  // Deno itself listens no more; a connection that is open already would be answered with 503.
  await expect(fetch(`${service.url}/v2`)).rejects.toThrow("fetch failed");
  expect(await slow.finish()).toEqual({ status: 200, json: { predictions: [[0, 0.5, 1]] } });
  expect(await service.ended()).toBe(0);
  expect(service.err()).toBe("");
});

test("deno serve waits for a request no longer than PROJ_DRAIN_MS [needs deno]", async (context) => {
  if (!hasDeno) return context.skip("deno is not installed");
  const service = await start({ PROJ_DRAIN_MS: "200" });
  const slow = await slowRequest(service.url);
  const begun = performance.now();
  service.signal("SIGINT");
  expect(await service.ended()).toBe(0);
  expect(performance.now() - begun).toBeLessThan(3000);
  await expect(slow.finish()).rejects.toThrow();
});

test("a second signal ends deno serve at once [needs deno]", async (context) => {
  if (!hasDeno) return context.skip("deno is not installed");
  const service = await start();
  await slowRequest(service.url);
  service.signal("SIGTERM");
  await new Promise((resolve) => setTimeout(resolve, 200));
  service.signal("SIGTERM");
  expect(await service.ended()).toBe(143);
});

test.for([
  [
    "mistakes of the environment",
    { PROJ_LOG: "loud", PROJ_BODY_MS: "0" },
    "127.0.0.1",
    2,
    "PROJ_BODY_MS must be",
  ],
  ["an address beyond this machine without tokens", {}, "0.0.0.0", 2, "PROJ_TOKENS must have a token"],
  ["a port in the environment", { PROJ_PORT: "80" }, "127.0.0.1", 2, "PROJ_PORT counts for nothing here"],
  ["no folder of models", { PROJ_MODELS: "gone" }, "127.0.0.1", 1, "Cannot serve the models in"],
] as const)(
  "%s: deno serve ends with its reason [needs deno]",
  async ([, env, host, code, message], context) => {
    if (!hasDeno) return context.skip("deno is not installed");
    const folder = await exampleFolder();
    const models = "PROJ_MODELS" in env ? join(folder, String(env.PROJ_MODELS)) : folder;
    const service = startProgram(deno, args(folder, host), { ...env, PROJ_MODELS: models });
    expect(await service.ended()).toBe(code);
    expect(service.err()).toContain(message);
  },
);
