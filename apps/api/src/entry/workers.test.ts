import { join } from "node:path";
import type { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { writeArtifactFolder } from "@proj/model/node";
import type { Miniflare, MiniflareOptions } from "miniflare";
import { beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../models/testing/temporary-folder.ts";
import { bundleWorker, type WorkerChunk } from "../testing/bundle-worker.ts";
import { smallJpeg, smallPicture } from "../testing/digit-picture.ts";
import { type ExampleOptions, exampleArtifact } from "../testing/example-model.ts";
import { assetsOf, findWorkerd, startWorker } from "../testing/workerd.ts";

const workerdWorks = await findWorkerd();

let chunks: readonly WorkerChunk[] = [];

beforeAll(async () => {
  chunks = await bundleWorker(new URL("workers.ts", import.meta.url));
});

test("the Worker and its kernel have at most 40 KB, gzipped, without weights, and make no code of text", () => {
  const [worker, ...others] = chunks;
  expect(worker?.path).toBe("worker.js");
  const kernel = others.filter(({ type }) => type === "CompiledWasm");
  expect(kernel.map(({ path }) => path)).toEqual(["dense-kernel.wasm"]);
  // What asks for TensorFlow.js is a chunk of its own, loaded where a model needs it. So is the description, for whoever asks for
  // it, what decodes JPEG, and what predicts where there is no memory for the kernel.
  for (const path of ["tfjs-engine.js", "description.js", "open-jpeg.js", "dense-forward.js"]) {
    expect(others.map((chunk) => chunk.path)).toContain(path);
  }
  const sizes = chunks
    .filter((chunk) => chunk === worker || kernel.includes(chunk))
    .map(({ contents }) => gzipSync(contents, { level: 9 }).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(40_000);
  for (const { contents } of chunks)
    expect(String(contents)).not.toMatch(/\beval\(|new Function\b|\bFunction\(/);
});

test("no route of the Worker mounts an app or reads a form: the parts of Hono that do are not in it", () => {
  const [worker] = chunks;
  expect(worker?.contents).not.toMatch(/\.(mount|parseBody|formData)\(/);
});

describe("in workerd [needs workerd]", () => {
  /** A Worker with the example model among its assets. */
  async function start(
    options: Partial<MiniflareOptions> = {},
    example?: ExampleOptions,
  ): Promise<Miniflare> {
    const folder = await temporaryFolder();
    await writeArtifactFolder(join(folder, "models", "odd-digits"), await exampleArtifact(example));
    return startWorker(chunks, {
      ...assetsOf(folder),
      ...options,
      bindings: { MODELS: { "odd-digits": "/models/odd-digits/" }, PROJ_LOG: "off", ...options.bindings },
    });
  }

  test("all three protocols answer, and a picture is read", async (context) => {
    if (!workerdWorks) return context.skip("workerd does not start here");
    const worker = await start();
    const ask = async (path: string, body: string | Uint8Array): Promise<unknown> =>
      (await worker.dispatchFetch(`http://worker.test${path}`, { method: "POST", body })).json();
    const tensor = { name: "inputs", shape: [1, 4], datatype: "FP32", data: [0, 0.5, 1, 0] };
    expect(await ask("/v2/models/odd-digits/infer", JSON.stringify({ inputs: [tensor] }))).toMatchObject({
      outputs: [{ data: [0, 0.5, 1] }],
    });
    expect(await ask("/v1/models/odd-digits:predict", '{"instances": [[0, 0.5, 1, 0]]}')).toEqual({
      predictions: [[0, 0.5, 1]],
    });
    expect(await ask("/predict", smallPicture([0, 255, 0, 0]))).toMatchObject({ answer: "1" });
    expect(await ask("/predict", smallJpeg([0, 255, 0, 0]))).toMatchObject({ answer: "1" });
    const described = await worker.dispatchFetch("http://worker.test/openapi.json");
    expect(await described.json()).toMatchObject({ openapi: "3.1.0" });
    expect(await (await worker.dispatchFetch("http://worker.test/docs")).text()).toMatch(/^<!doctype html>/);
    expect(await ask("/predict", "{")).toMatchObject({
      error: expect.stringMatching(/^Cannot read the body/),
    });
  });

  test("the kernel that the Worker imports predicts: sums are in float32, which plain arithmetic's are not", async (context) => {
    if (!workerdWorks) return context.skip("workerd does not start here");
    const worker = await start({}, { weight: () => 1 });
    const url = "http://worker.test/v1/models/odd-digits:predict";
    // To a float32 of 2^24, adding 1 adds nothing; in float64 the sum is 2.
    const body = JSON.stringify({ instances: [[2 ** 24, 1, 1, -(2 ** 24)]] });
    const answer = await worker.dispatchFetch(url, { method: "POST", body });
    expect(await answer.json()).toEqual({ predictions: [[0, 0, 0]] });
  });

  test("/metrics loads what writes them, and metadata has a tag", async (context) => {
    if (!workerdWorks) return context.skip("workerd does not start here");
    const worker = await start();
    const metadata = await worker.dispatchFetch("http://worker.test/v2/models/odd-digits");
    expect(metadata.headers.get("ETag")).toMatch(/^W\/"[0-9a-f]{64}"$/);
    const metrics = await worker.dispatchFetch("http://worker.test/metrics");
    expect(metrics.headers.get("Content-Type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(await metrics.text()).toContain(
      'http_requests_total{route="/v2/models/:model",method="GET",status="200"} 1\n',
    );
  });

  test("clients that leave again and again do not use up the room for others", async (context) => {
    if (!workerdWorks) return context.skip("workerd does not start here");
    const worker = await start();
    const url = new URL("/v1/models/odd-digits:predict", await worker.ready);
    const leave = async (): Promise<void> => {
      const leaving = new AbortController();
      const body = new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode("{")) });
      const request = { method: "POST", body, duplex: "half", signal: leaving.signal } as RequestInit;
      setTimeout(() => leaving.abort(), 50);
      await fetch(url, request).catch(() => {});
    };
    for (let round = 0; round < 10; round++) await Promise.all(Array.from({ length: 20 }, leave));
    const response = await fetch(url, { method: "POST", body: '{"instances": [[0, 0.5, 1, 0]]}' });
    expect(response.status).toBe(200);
  });

  const predict = { method: "POST", body: '{"instances": [[0, 0.5, 1, 0]]}' };

  test("settings are read from the bindings: a token, and the platform's rate limit", async (context) => {
    if (!workerdWorks) return context.skip("workerd does not start here");
    const worker = await start({
      bindings: { PROJ_TOKENS: "a-secret-token-of-the-test", PROJ_LABELS: { "odd-digits": { stable: "1" } } },
      ratelimits: { RATE_LIMITER: { simple: { limit: 2, period: 60 } } },
    });
    const ask = async (token: string): Promise<number> => {
      const url = "http://worker.test/v1/models/odd-digits/labels/stable:predict";
      const headers = { Authorization: `Bearer ${token}` };
      const answer = await worker.dispatchFetch(url, { ...predict, headers });
      await answer.arrayBuffer();
      return answer.status;
    };
    expect(await ask("another-token-than-that")).toBe(401);
    const statuses = [];
    for (let count = 0; count < 3; count++) statuses.push(await ask("a-secret-token-of-the-test"));
    expect(statuses).toEqual([200, 200, 429]);
  });

  test("mistakes in the settings are a 500 that shows nothing, and a line of the log that tells all", async (context) => {
    if (!workerdWorks) return context.skip("workerd does not start here");
    let log = "";
    const worker = await start({
      bindings: { PROJ_TOKENS: "too-short", PROJ_LOG: "loud", PROJ_HOST: "0.0.0.0" },
      handleRuntimeStdio(stdout: Readable, stderr: Readable) {
        for (const stream of [stdout, stderr]) {
          stream.on("data", (chunk: Uint8Array) => {
            log += String(chunk);
          });
        }
      },
    });
    const answer = await worker.dispatchFetch("http://worker.test/v2/health/live");
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({
      error: "Cannot answer: the service is not set up; its log says why",
    });
    await expect.poll(() => log).toContain("PROJ_HOST is no setting of a Worker");
    expect(log).toContain("PROJ_TOKENS must be");
    expect(log).toContain("PROJ_LOG must be requests or errors or off");
    expect(log).not.toContain("too-short");
  });
});
