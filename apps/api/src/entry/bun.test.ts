import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { askPlayground } from "../testing/ask-playground.ts";
import { askProtocols } from "../testing/ask-protocols.ts";
import { exampleFolder } from "../testing/example-folder.ts";
import { findBun } from "../testing/find-bun.ts";
import { playgroundFolder } from "../testing/playground-folder.ts";
import { slowRequest } from "../testing/slow-request.ts";
import { startProcess, startProgram } from "../testing/started-process.ts";

const bun = await findBun();
const args = ["--conditions=source", fileURLToPath(new URL("bun.ts", import.meta.url))];

test("Bun answers in all protocols, and SIGTERM lets a request finish, tells others, and ends with 0 [needs bun]", async (context) => {
  if (bun === null) return context.skip("bun is not installed");
  const service = await startProcess(bun, args, { PROJ_MODELS: await exampleFolder(), PROJ_PORT: "0" });
  const [line = ""] = service.out().split("\n");
  expect(JSON.parse(line)).toMatchObject({
    url: service.url,
    models: ["odd-digits"],
    access: "this machine",
  });
  await askProtocols(service.url);
  await expect.poll(service.out).toMatch(/"path":"\/predict".*"status":400.*"client":"127\.0\.0\.1"/);

  const slow = await slowRequest(service.url);
  service.signal("SIGTERM");
  await expect
    .poll(async () => (await fetch(`${service.url}/predict`, { method: "POST", body: "{" })).status)
    .toBe(503);
  expect(await slow.finish()).toEqual({ status: 200, json: { predictions: [[0, 0.5, 1]] } });
  expect(await service.ended()).toBe(0);
  expect(service.err()).toBe("");
});

test("Bun has the playground at / [needs bun]", async (context) => {
  if (bun === null) return context.skip("bun is not installed");
  const env = {
    PROJ_MODELS: await exampleFolder(),
    PROJ_PORT: "0",
    PROJ_PLAYGROUND: await playgroundFolder(),
  };
  await askPlayground((await startProcess(bun, args, env)).url);
});

test("Bun waits for a request no longer than PROJ_DRAIN_MS [needs bun]", async (context) => {
  if (bun === null) return context.skip("bun is not installed");
  const env = { PROJ_MODELS: await exampleFolder(), PROJ_PORT: "0", PROJ_DRAIN_MS: "200" };
  const service = await startProcess(bun, args, env);
  const slow = await slowRequest(service.url);
  const begun = performance.now();
  service.signal("SIGTERM");
  expect(await service.ended()).toBe(0);
  expect(performance.now() - begun).toBeLessThan(3000);
  await expect(slow.finish()).rejects.toThrow();
});

test("Bun says what is wrong with the environment, all of it, and ends with 2 [needs bun]", async (context) => {
  if (bun === null) return context.skip("bun is not installed");
  const service = startProgram(bun, args, { PROJ_HOST: "0.0.0.0", PROJ_METRICS: "yes" });
  expect(await service.ended()).toBe(2);
  expect(service.err()).toMatch(/PROJ_METRICS must be .*\n.*PROJ_TOKENS must have/);
});
