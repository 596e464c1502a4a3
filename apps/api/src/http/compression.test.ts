import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { type AppOptions, createApp } from "../create-app.ts";
import { post } from "../testing/ask.ts";
import { exampleArtifact } from "../testing/example-model.ts";
import { memoryRepository } from "../testing/memory-repository.ts";
import { compressAnswers } from "./compress-answers.ts";
import { acceptsGzip } from "./compression.ts";

const predict = "/v1/models/odd-digits:predict";
const gzip = { "Accept-Encoding": "gzip, deflate, br" };
const rows = (count: number) => ({ instances: Array.from({ length: count }, () => [0, 0.5, 1, 0]) });

async function makeApp(compress?: AppOptions["compress"]) {
  const models = memoryRepository({ "odd-digits": [await exampleArtifact({ classes: 3 })] });
  return createApp({ models, compress });
}

test("a large answer is compressed for a client that takes it, and is the same", async () => {
  const app = await makeApp(compressAnswers);
  const plain = await app.request(predict, post(rows(200)));
  expect(plain.headers.get("Content-Encoding")).toBeNull();
  expect(plain.headers.get("Vary")).toBe("Accept-Encoding");
  const packed = await app.request(predict, post(rows(200), gzip));
  expect(packed.headers.get("Content-Encoding")).toBe("gzip");
  expect(packed.headers.get("Vary")).toBe("Accept-Encoding");
  expect(packed.headers.get("Content-Type")).toBe("application/json");
  const bytes = new Uint8Array(await packed.arrayBuffer());
  const text = await plain.text();
  expect(gunzipSync(bytes).toString()).toBe(text);
  expect(bytes.length).toBeLessThan(text.length / 5);
});

test("bytes are compressed too, and their header still tells where the JSON ends", async () => {
  const data = Array.from({ length: 800 }, () => 0.5);
  const tensor = { name: "inputs", shape: [200, 4], datatype: "FP32", data };
  const body = { inputs: [tensor], parameters: { binary_data_output: true } };
  const response = await (await makeApp(compressAnswers)).request(
    "/v2/models/odd-digits/infer",
    post(body, gzip),
  );
  expect(response.headers.get("Content-Encoding")).toBe("gzip");
  const bytes = gunzipSync(await response.arrayBuffer());
  const length = Number(response.headers.get("Inference-Header-Content-Length"));
  expect(JSON.parse(bytes.subarray(0, length).toString())).toMatchObject({ outputs: [{ shape: [200, 3] }] });
  expect(bytes.length - length).toBe(200 * 3 * 4);
});

test("a small answer, an error and one that is not wanted so are left as they are", async () => {
  const app = await makeApp(compressAnswers);
  for (const [path, init] of [
    [predict, post(rows(1), gzip)],
    ["/nothing", { headers: gzip }],
    [predict, post(rows(200), { "Accept-Encoding": "br" })],
    [predict, post(rows(200), { "Accept-Encoding": "gzip;q=0" })],
  ] as const) {
    const response = await app.request(path, init);
    expect(response.headers.get("Content-Encoding")).toBeNull();
    expect(response.headers.get("Vary")).toBe("Accept-Encoding");
    await response.json();
  }
});

test("HEAD and 304 are left alone, and the tag stays the same", async () => {
  const app = await makeApp(compressAnswers);
  const path = "/v1/models/odd-digits/metadata";
  const packed = await app.request(path, { headers: gzip });
  expect(packed.headers.get("Content-Encoding")).toBe("gzip");
  const tag = packed.headers.get("ETag") ?? "";
  expect(tag).toMatch(/^W\/"[0-9a-f]{64}"$/);
  expect((await app.request(path)).headers.get("ETag")).toBe(tag);
  const head = await app.request(path, { method: "HEAD", headers: gzip });
  expect(head.headers.get("Content-Encoding")).toBeNull();
  expect(head.headers.get("ETag")).toBe(tag);
  const known = await app.request(path, { headers: { ...gzip, "If-None-Match": tag } });
  expect(known.status).toBe(304);
  expect(known.headers.get("Content-Encoding")).toBeNull();
  expect(known.headers.get("Vary")).toBe("Accept-Encoding");
});

test("nothing is compressed where it is left out", async () => {
  const response = await (await makeApp()).request(predict, post(rows(200), gzip));
  expect(response.headers.get("Content-Encoding")).toBeNull();
  expect(response.headers.get("Vary")).toBeNull();
});

test("nothing is compressed where the runtime has no CompressionStream", async () => {
  const { CompressionStream } = globalThis;
  Reflect.deleteProperty(globalThis, "CompressionStream");
  try {
    const response = await (await makeApp(compressAnswers)).request(predict, post(rows(200), gzip));
    expect(response.headers.get("Content-Encoding")).toBeNull();
    await response.json();
  } finally {
    globalThis.CompressionStream = CompressionStream;
  }
});

test("origins and compression both tell caches what an answer depends on", async () => {
  const app = createApp({
    models: memoryRepository({}),
    compress: compressAnswers,
    corsOrigins: ["https://app.example.com"],
  });
  expect((await app.request("/v2")).headers.get("Vary")).toBe("Origin, Accept-Encoding");
});

test.each([
  [undefined, false],
  ["", false],
  ["gzip", true],
  ["GZIP", true],
  ["x-gzip", true],
  ["deflate, gzip;q=1.0, *;q=0.5", true],
  ["gzip;q=0", false],
  ["gzip; q=0.000, *", false],
  ["br;q=1.0, gzip ; q=0.1", true],
  ["*", true],
  ["*;q=0", false],
  ["identity", false],
  ["notgzip", false],
  ["gzip2", false],
])("Accept-Encoding: %s takes gzip: %s", (header, expected) => {
  expect(acceptsGzip(header)).toBe(expected);
});

test("a long header is read in no time", () => {
  const started = performance.now();
  for (const header of [
    `gzip${" ".repeat(16_000)}x`,
    ",".repeat(16_000),
    `*${";q=".repeat(5000)}`,
    " , ".repeat(5000),
  ]) {
    acceptsGzip(header);
  }
  expect(performance.now() - started).toBeLessThan(100);
});
