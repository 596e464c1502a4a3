import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { json } from "node:stream/consumers";
import { loadBundledDigits } from "@proj/datasets";
import { writeArtifactFolder } from "@proj/model/node";
import { encode } from "fast-png";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "../run.ts";
import { type RunningServe, startServe } from "../testing/start-serve.ts";
import { capturedTerminal } from "./testing/captured-terminal.ts";
import { meanImageModel } from "./testing/mean-image-model.ts";

let folder: string;
let models: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "proj-serve-"));
  models = join(folder, "models");
  const artifact = await meanImageModel({ images: (await loadBundledDigits()).train });
  await writeArtifactFolder(join(models, "odd"), artifact);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function start(...more: string[]): Promise<{ readonly serve: RunningServe; readonly url: string }> {
  const serve = startServe(["--models", models, "--port", "0", ...more]);
  const [url] = await serve.says(/http:\/\/127\.0\.0\.1:\d+/);
  return { serve, url };
}

test("it says what it serves, answers in all protocols, and ends with 0 once the request at work is finished", async () => {
  const { serve, url } = await start();
  expect(serve.written.stderr).toBe(`serving odd at ${url}; this machine alone may ask\n`);
  const ask = async (path: string, body: string | Uint8Array<ArrayBuffer>): Promise<unknown> =>
    (await fetch(url + path, { method: "POST", body })).json();
  const pixels = Array.from({ length: 784 }, (_, index) =>
    index % 28 === 14 && index > 84 && index < 700 ? 255 : 0,
  );
  const picture = encode({ width: 28, height: 28, channels: 1, data: Uint8Array.from(pixels) });
  expect(await ask("/predict", new Uint8Array(picture))).toMatchObject({
    model: "odd",
    answer: "1",
    supervised: true,
    remark: expect.stringContaining("never learned 0, 2, 4, 6, 8"),
  });
  const tensor = { name: "inputs", shape: [1, 784], datatype: "UINT8", data: pixels };
  expect(await ask("/v2/models/odd/infer", JSON.stringify({ inputs: [tensor] }))).toMatchObject({
    outputs: [{ shape: [1, 10] }],
  });
  const body = JSON.stringify({ signature_name: "serving_bytes", instances: [pixels] });
  expect(await ask("/v1/models/odd:predict", body)).toHaveProperty("predictions");

  const headers = { "Content-Length": String(body.length) };
  const slow = request(`${url}/v1/models/odd:predict`, { method: "POST", headers });
  slow.write(body.slice(0, 100));
  await once(slow, "socket");
  await new Promise((resolve) => setTimeout(resolve, 300));
  serve.child.kill("SIGTERM");
  await expect.poll(async () => (await fetch(`${url}/predict`, { method: "POST", body })).status).toBe(503);
  const answered = once(slow, "response");
  slow.end(body.slice(100));
  const [response] = (await answered) as [IncomingMessage];
  expect(await json(response)).toHaveProperty("predictions");
  expect(await serve.ended()).toBe(0);
});

test("--json says what has started as JSON on standard output", async () => {
  const { serve, url } = await start("--json", "--log", "off");
  const [line = "", ...others] = serve.written.stdout.split("\n");
  expect(JSON.parse(line)).toMatchObject({ level: "info", url, models: ["odd"], access: "this machine" });
  expect(others).toEqual([""]);
  expect(serve.written.stderr).toBe("");
});

test("what is wrong with options and environment is told together, and nothing starts", async () => {
  const settings = { PROJ_METRICS: "yes", PROJ_TOKNES: "a-token-that-is-misspelt" };
  const serve = startServe(["--models", models, "--port", "http", "--host", "0.0.0.0"], settings);
  expect(await serve.ended()).toBe(2);
  expect(serve.written).toEqual({
    stdout: "",
    stderr: [
      "error: Cannot start: settings are not as they must be",
      '  PROJ_PORT must be a whole number from 0 to 65535, received "http"',
      '  PROJ_METRICS must be 1 or 0, received "yes"',
      "  PROJ_TOKNES is no setting: did you mean PROJ_TOKENS?",
      "  PROJ_TOKENS must have a token where other machines can ask (at 0.0.0.0), received none; PROJ_OPEN=1 or --open lets anybody ask",
      "",
    ].join("\n"),
  });
});

test("a port that is taken, and a folder that is not there, are told with what to do", async () => {
  const { url } = await start();
  const { port } = new URL(url);
  const taken = startServe(["--models", models, "--port", port]);
  expect(await taken.ended()).toBe(1);
  expect(taken.written.stderr).toMatch(
    /^error: Cannot listen at 127\.0\.0\.1, port \d+: another program listens there/,
  );
  const empty = startServe(["--models", join(folder, "gone")]);
  expect(await empty.ended()).toBe(1);
  expect(empty.written.stderr).toContain("`proj train` leaves a model there");
});

test("the help shows how to ask, and every setting of the environment", async () => {
  const terminal = capturedTerminal();
  expect(await run(["serve", "--help"], terminal)).toBe(0);
  expect(terminal.stdout).toContain("curl --data-binary @four.png localhost:8080/predict");
  const readme = await readFile(new URL("../../../api/README.md", import.meta.url), "utf8");
  const variables = [...readme.matchAll(/^\| `(PROJ_\w+)`/gm)].map(([, variable = ""]) => variable);
  expect(variables.length).toBeGreaterThan(20);
  for (const variable of variables) expect(terminal.stdout).toContain(`  ${variable}\n`);
});
