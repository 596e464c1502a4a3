import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { askProtocols } from "../../testing/ask-protocols.ts";
import { exampleFolder } from "../../testing/example-folder.ts";
import { slowRequest } from "../../testing/slow-request.ts";
import {
  type EndedProcess,
  type StartedProcess,
  startProcess,
  startProgram,
} from "../../testing/started-process.ts";

/** The built program, as the container runs it. */
const main = fileURLToPath(new URL("../../../dist/entry/node/main.js", import.meta.url));
if (!existsSync(main))
  throw new Error("Cannot start the service: it must be built, run `npm run build` first");

async function start(env: Readonly<Record<string, string>> = {}): Promise<StartedProcess> {
  return startProcess(process.execPath, [main], {
    PROJ_MODELS: await exampleFolder(),
    PROJ_PORT: "0",
    ...env,
  });
}

function end(env: Readonly<Record<string, string>>): EndedProcess {
  return startProgram(process.execPath, [main], env);
}

test("Node answers in all protocols, and says at the start what it serves where, and to whom", async () => {
  const service = await start();
  const [line = ""] = service.out().split("\n");
  expect(JSON.parse(line)).toEqual({
    time: expect.any(String),
    level: "info",
    message: `serving odd-digits at ${service.url}; this machine alone may ask`,
    url: service.url,
    models: ["odd-digits"],
    access: "this machine",
  });
  await askProtocols(service.url);
  expect(service.err()).toBe("");
});

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s lets a request finish, tells others with 503, and ends with 0",
  async (signal) => {
    const service = await start();
    const slow = await slowRequest(service.url);
    service.signal(signal);
    await expect
      .poll(async () => (await fetch(`${service.url}/predict`, { method: "POST", body: "{" })).status)
      .toBe(503);
    expect(await slow.finish()).toEqual({ status: 200, json: { predictions: [[0, 0.5, 1]] } });
    expect(await service.ended()).toBe(0);
    expect(service.err()).toBe("");
  },
);

test("a second signal ends it at once", async () => {
  const service = await start();
  await slowRequest(service.url);
  service.signal("SIGTERM");
  await expect
    .poll(async () => (await fetch(`${service.url}/predict`, { method: "POST", body: "{" })).status)
    .toBe(503);
  service.signal("SIGTERM");
  expect(await service.ended()).toBe(143);
});

test("what is wrong with the environment is told at once, and ends it with 2", async () => {
  const program = end({ PROJ_PORT: "http", PROJ_HOST: "0.0.0.0", PROJ_TOKENS_FILE: "/gone/tokens" });
  expect(await program.ended()).toBe(2);
  const [first, ...mistakes] = program.err().trim().split("\n");
  expect(first).toBe("error: Cannot start: settings are not as they must be");
  expect(mistakes.map((line) => line.trim().split(" ")[0])).toEqual([
    "PROJ_PORT",
    "PROJ_TOKENS_FILE",
    "PROJ_TOKENS",
  ]);
  expect(program.out()).toBe("");
});

test("a port that is taken, and a folder that is not there, end it with 1 and say what to do", async () => {
  const { url } = await start();
  const taken = end({ PROJ_MODELS: await exampleFolder(), PROJ_PORT: new URL(url).port });
  expect(await taken.ended()).toBe(1);
  expect(taken.err()).toContain(
    `Cannot listen at 127.0.0.1, port ${new URL(url).port}: another program listens there; stop it, or choose another port`,
  );
  const homeless = end({ PROJ_MODELS: join(await exampleFolder(), "gone") });
  expect(await homeless.ended()).toBe(1);
  expect(homeless.err()).toMatch(/Cannot serve the models in .*gone: .* `proj train` leaves a model there/);
});

test("models with URLs are served without a folder, and a token file opens the service to whoever has one", async () => {
  const folder = await exampleFolder();
  const tokens = join(folder, "tokens");
  await writeFile(tokens, "a-secret-token-of-the-test\n");
  const service = await start({
    PROJ_MODELS: join(folder, "gone"),
    PROJ_MODEL_URLS: '{"far": "http://127.0.0.1:9/"}',
    PROJ_PRELOAD: "0",
    PROJ_TOKENS_FILE: tokens,
  });
  expect(service.out()).toContain("serving far at ");
  expect(service.out()).toContain("whoever has a token may ask");
  expect(JSON.parse(service.err().split("\n")[0] ?? "")).toMatchObject({
    level: "warn",
    message: expect.stringMatching(
      /^Cannot serve the models in .*The models with URLs are served without it\.$/,
    ),
  });
  expect(service.out() + service.err()).not.toContain("a-secret-token");
});
