import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, mergeConfig } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import nodeConfig from "../../../vite.node.config.ts";
import { post } from "../../testing/ask.ts";
import { askPlayground } from "../../testing/ask-playground.ts";
import { askProtocols } from "../../testing/ask-protocols.ts";
import { exampleFolder } from "../../testing/example-folder.ts";
import { playgroundFolder } from "../../testing/playground-folder.ts";
import { slowRequest } from "../../testing/slow-request.ts";
import {
  type EndedProcess,
  type StartedProcess,
  startProcess,
  startProgram,
} from "../../testing/started-process.ts";

/** The program in one folder with all that it needs, as a container and systemd run it. */
let main: string;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "proj-api-bundle-"));
  await build(mergeConfig(nodeConfig, { configFile: false, build: { outDir: folder, emptyOutDir: true } }));
  main = join(folder, "proj-api.mjs");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

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

test("the playground is at /, for everybody, where its folder is named; JSON alone is answered as ever", async () => {
  const service = await start({
    PROJ_PLAYGROUND: await playgroundFolder(),
    PROJ_TOKENS: "a-secret-token-of-the-test",
  });
  const page = await fetch(service.url, { headers: { Accept: "text/html" } });
  expect([page.status, page.headers.get("Content-Security-Policy")]).toEqual([200, "default-src 'self'"]);
  expect((await fetch(service.url, { headers: { Accept: "application/json" } })).status).toBe(401);
  expect((await fetch(`${service.url}/assets/gone.js`)).status).toBe(401);
  await askPlayground((await start({ PROJ_PLAYGROUND: await playgroundFolder() })).url);
});

test("a folder without a playground is passed over, and the log says so", async () => {
  const folder = join(await exampleFolder(), "gone");
  const service = await start({ PROJ_PLAYGROUND: folder });
  await askProtocols(service.url);
  expect((await fetch(service.url)).status).toBe(404);
  expect(JSON.parse(service.err())).toMatchObject({
    level: "warn",
    message: expect.stringMatching(
      /^Cannot serve the playground in .*gone: ENOENT.* The service runs without it\.$/,
    ),
  });
});

const predict = "/v1/models/odd-digits:predict";
const instances = { instances: [[0, 0.5, 1, 0]] };

test("the environment's tokens, origins, labels and limits are the service's", async () => {
  const service = await start({
    PROJ_TOKENS: "a-secret-token-of-the-test",
    PROJ_CORS_ORIGINS: "https://app.example.com",
    PROJ_LABELS: '{"odd-digits": {"stable": "1"}}',
    PROJ_MAX_BATCH: "1",
    PROJ_COMPRESS: "1",
  });
  const ask = (
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> => fetch(service.url + path, post(body, headers));
  const token = { Authorization: "Bearer a-secret-token-of-the-test", Origin: "https://app.example.com" };
  expect((await ask(predict, instances)).status).toBe(401);
  const answer = await ask("/v1/models/odd-digits/labels/stable:predict", instances, token);
  expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("https://app.example.com");
  expect(await answer.json()).toEqual({ predictions: [[0, 0.5, 1]] });
  const two = { instances: [...instances.instances, ...instances.instances] };
  expect((await ask(predict, two, token)).status).toBe(413);
  const metrics = await fetch(`${service.url}/metrics`, { headers: { ...token, "Accept-Encoding": "gzip" } });
  expect(metrics.headers.get("Content-Encoding")).toBe("gzip");
  expect(await metrics.text()).toContain("# TYPE");
  expect(service.out() + service.err()).not.toContain("a-secret-token");
});

test("who asks is whom a trusted proxy names, in the log and for the rate limit", async () => {
  const service = await start({ PROJ_RATE_LIMIT: "2/3600", PROJ_TRUSTED_PROXIES: "127.0.0.1" });
  const ask = async (client: string): Promise<number> =>
    (await fetch(service.url + predict, post(instances, { "X-Forwarded-For": `1.1.1.1, ${client}` }))).status;
  const statuses = [];
  for (const client of ["203.0.113.1", "203.0.113.1", "203.0.113.1", "203.0.113.2"])
    statuses.push(await ask(client));
  expect(statuses).toEqual([200, 200, 429, 200]);
  const log = async (): Promise<unknown[]> => {
    const [, ...lines] = service.out().trim().split("\n");
    return lines.map((line) => JSON.parse(line));
  };
  await expect.poll(log).toHaveLength(4);
  expect(await log()).toMatchObject([
    { client: "203.0.113.1", status: 200, path: predict, model: "odd-digits", inputs: 1 },
    { client: "203.0.113.1", status: 200 },
    { client: "203.0.113.1", status: 429 },
    { client: "203.0.113.2", status: 200 },
  ]);
});

test.each([
  ["errors", 1],
  ["off", 0],
])("PROJ_LOG=%s logs %i of an answer and a refusal", async (log, count) => {
  const service = await start({ PROJ_LOG: log, PROJ_METRICS: "0" });
  expect((await fetch(service.url + predict, post(instances))).status).toBe(200);
  expect((await fetch(service.url + predict, post("{"))).status).toBe(400);
  expect((await fetch(`${service.url}/metrics`)).status).toBe(404);
  service.signal("SIGTERM");
  expect(await service.ended()).toBe(0);
  const lines = service.out().trim().split("\n").slice(1);
  expect(lines.filter((line) => line.includes('"status":400'))).toHaveLength(count);
  expect(lines.filter((line) => line.includes('"status":200'))).toEqual([]);
});
