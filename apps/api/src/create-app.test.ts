import { gzipSync } from "node:zlib";
import { afterEach, expect, test, vi } from "vitest";
import { createApp } from "./create-app.ts";
import type { Limits } from "./limits.ts";
import type { ServedModel } from "./models/model-repository.ts";
import { ask, post } from "./testing/ask.ts";
import { exampleApp } from "./testing/example-app.ts";
import { exampleArtifact } from "./testing/example-model.ts";
import { memoryRepository } from "./testing/memory-repository.ts";

const infer = "/v2/models/odd-digits/infer";
const request = { inputs: [{ name: "inputs", shape: [1, 4], datatype: "FP32", data: [0.5, 0.25, 1, 0] }] };

/** An app whose predictions wait until `finish` is called. */
async function waitingApp(
  limits: Partial<Limits>,
  closing?: AbortSignal,
): Promise<{ app: ReturnType<typeof createApp>; finish: () => void; started: () => Promise<void> }> {
  const models = memoryRepository({ "odd-digits": [await exampleArtifact()] });
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const begun = vi.fn();
  const app = createApp({
    limits,
    ...(closing === undefined ? {} : { closing }),
    models: {
      ...models,
      async get(name, version): Promise<ServedModel> {
        const model = await models.get(name, version);
        const predict: ServedModel["predict"] = async (inputs, count) => {
          begun();
          await finished;
          return model.predict(inputs, count);
        };
        return { ...model, predict };
      },
    },
  });
  return { app, finish, started: () => vi.waitFor(() => expect(begun).toHaveBeenCalled()) };
}

afterEach(() => {
  vi.useRealTimers();
});

test("every answer has a request id, the caller's own where it is harmless", async () => {
  const app = await exampleApp();
  const own = await ask(app, "/v2", undefined, { "X-Request-Id": "job-7" });
  expect(own.headers.get("X-Request-Id")).toBe("job-7");
  const strange = await ask(app, "/v2", undefined, { "X-Request-Id": 'a"b' });
  expect(strange.headers.get("X-Request-Id")).toMatch(/^[0-9a-f-]{36}-\d+$/);
  expect((await ask(app, "/nothing")).headers.get("X-Request-Id")).toMatch(/^[0-9a-f-]{36}-\d+$/);
});

test.each([
  ["an answer", "/v2/health/live", 200],
  ["an error", "/v2/models/x", 404],
  ["an unknown address", "/x", 404],
])("%s carries the security headers", async (_, path, status) => {
  const { status: received, headers } = await ask(await exampleApp(), path);
  expect(received).toBe(status);
  expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect(headers.get("Content-Security-Policy")).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(headers.get("Cache-Control")).toBe("no-store");
  expect(headers.get("Content-Type")).toBe("application/json");
});

test("a prediction says how long its parts took", async () => {
  const { headers } = await ask(await exampleApp(), infer, request);
  const parts = headers.get("Server-Timing")?.split(", ") ?? [];
  expect(parts.map((part) => part.replace(/;dur=\d+(\.\d\d?)?$/, ""))).toEqual([
    "model",
    "read",
    "parse",
    "inputs",
    "predict",
    "total",
  ]);
});

test("an unknown address and a wrong method are told apart", async () => {
  const app = await exampleApp();
  expect(await ask(app, "/v3/models")).toMatchObject({
    status: 404,
    json: { error: "Cannot find /v3/models: the service has no such address" },
  });
  const get = await ask(app, infer);
  expect(get).toMatchObject({
    status: 405,
    json: { error: "Cannot GET /v2/models/odd-digits/infer: the method must be POST" },
  });
  expect(get.headers.get("Allow")).toBe("POST");
});

test("a mistake of the service is reported with the request's id, and the caller learns only the id", async () => {
  const onMistake = vi.fn();
  const secret = new Error("the password is 1234");
  const models = memoryRepository({});
  const app = createApp({ models: { ...models, get: () => Promise.reject(secret) }, onMistake });
  const { status, json } = await ask(app, infer, request, { "X-Request-Id": "job-7" });
  expect(status).toBe(500);
  expect(json).toEqual({ error: "Cannot answer: the service made a mistake; its log has it under job-7" });
  expect(onMistake).toHaveBeenCalledExactlyOnceWith(secret, "job-7");
});

test("a limit that makes no sense is refused when the app is made", () => {
  const models = memoryRepository({});
  expect(() => createApp({ models, limits: { maxBatch: 0 } })).toThrow(
    new RangeError(
      "Cannot limit the requests: maxBatch must be a whole number from 1 to 9007199254740991, received 0",
    ),
  );
  expect(() => createApp({ models, limits: { bodyMs: 2 ** 31 } })).toThrow(
    "bodyMs must be a whole number from 1 to 2147483647, received 2147483648",
  );
  const misspelt: object = { maxBytes: 1 };
  expect(() => createApp({ models, limits: misspelt })).toThrow(
    'Cannot limit "maxBytes": it must be one of maxBodyBytes, ',
  );
});

test.each([
  ["declared", { "Content-Length": "65" }, "65 bytes"],
  ["not declared", {}, "more"],
  ["declared as less", { "Content-Length": "3" }, "more"],
])("a large body is refused: %s", async (_, headers, received) => {
  const app = await exampleApp({ limits: { maxBodyBytes: 64 } });
  expect(await ask(app, infer, " ".repeat(65), headers)).toMatchObject({
    status: 413,
    json: { error: `Cannot read the body: it must have at most 64 bytes, received ${received}` },
  });
});

test("a body of the largest size is read", async () => {
  const text = JSON.stringify(request);
  const app = await exampleApp({ limits: { maxBodyBytes: text.length } });
  expect((await ask(app, infer, text)).status).toBe(200);
  expect((await ask(app, infer, text, { "Content-Length": String(text.length) })).status).toBe(200);
});

test("a body that never ends is let go of at its limit", async () => {
  const app = await exampleApp({ limits: { maxBodyBytes: 1e6 } });
  let sent = 0;
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 65_536;
      controller.enqueue(new Uint8Array(65_536));
    },
    cancel() {
      cancelled = true;
    },
  });
  expect((await ask(app, infer, endless)).status).toBe(413);
  expect(sent).toBeLessThan(2e6);
  await vi.waitFor(() => expect(cancelled).toBe(true));
});

test("a compressed body is read, and one that inflates beyond the limit is refused", async () => {
  const app = await exampleApp({ limits: { maxBodyBytes: 100_000 } });
  const gzip = { "Content-Encoding": "gzip" };
  const packed = await ask(app, infer, new Uint8Array(gzipSync(JSON.stringify(request))), gzip);
  expect(packed.json).toMatchObject({ outputs: [{ data: [0.5, 0.25, 1] }] });
  const bomb = new Uint8Array(gzipSync(new Uint8Array(50_000_000)));
  expect(bomb.length).toBeLessThan(100_000);
  expect(await ask(app, infer, bomb, gzip)).toMatchObject({
    status: 413,
    json: { error: "Cannot read the body: it must have at most 100000 bytes, received more" },
  });
  expect(await ask(app, infer, "{}", gzip)).toMatchObject({
    status: 400,
    json: { error: "Cannot read the body: it must be compressed with gzip, received bytes that are not" },
  });
  const brotli = await ask(app, infer, "{}", { "Content-Encoding": "br" });
  expect(brotli).toMatchObject({
    status: 415,
    json: {
      error: 'Cannot read the body: Content-Encoding must be gzip, deflate or identity, received "br"',
    },
  });
  expect(brotli.headers.get("Accept-Encoding")).toBe("gzip, deflate, identity");
});

test("a body that trickles in is given up after its time", async () => {
  const app = await exampleApp({ limits: { bodyMs: 50 } });
  const trickle = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(Uint8Array.of(0x7b)),
  });
  const { status, json, headers } = await ask(app, infer, trickle);
  expect(status).toBe(408);
  expect(json).toEqual({ error: "Cannot read the body: it must arrive whole within 50 ms, received a part" });
  expect(headers.get("Connection")).toBe("close");
});

test("a body whose sender goes away is the caller's mistake", async () => {
  const broken = new ReadableStream<Uint8Array>({
    start: (controller) => controller.error(new Error("gone")),
  });
  expect(await ask(await exampleApp(), infer, broken)).toMatchObject({
    status: 400,
    json: { error: "Cannot read the body: it must be sent to its end, received a part" },
  });
});

test.each([
  ["nothing", "", "it must be JSON, received nothing"],
  ["no JSON", "hello", "it must be JSON, received text that is not ("],
  [
    "bytes that are no text",
    Uint8Array.of(0x22, 0xff, 0x22),
    "it must be JSON in UTF-8, received bytes that are not UTF-8",
  ],
  ["10^6 arrays inside one another", "[".repeat(1e6), "it must nest at most 16 levels deep, received more"],
  [
    "10^6 objects inside one another",
    '{"a":'.repeat(1e6),
    "it must nest at most 16 levels deep, received more",
  ],
  [
    "millions of arrays",
    `[${"[],".repeat(2 ** 20)}0]`,
    "it must have at most 1048576 arrays and objects, received more",
  ],
])("a body of %s is refused with the reason", async (_, body, error) => {
  const { status, json } = await ask(await exampleApp(), infer, body);
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: expect.stringContaining(`Cannot read the body: ${error}`) });
});

test("a body may nest as deep as the limit says, and no level deeper", async () => {
  const app = await exampleApp({ limits: { maxDepth: 5 } });
  const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
  expect((await ask(app, infer, nested(5))).json).toMatchObject({
    error: expect.stringContaining("a JSON object"),
  });
  expect((await ask(app, infer, nested(6))).json).toMatchObject({
    error: expect.stringContaining("levels deep"),
  });
});

test("brackets inside texts do not count as nesting", async () => {
  const id = `${"[{".repeat(100)}\\"${"[".repeat(100)}\\\\`;
  const { json } = await ask(await exampleApp(), infer, JSON.stringify({ ...request, id }));
  expect(json).toMatchObject({ id });
});

test("requests beyond those at work are turned away, and taken again afterwards", async () => {
  const { app, finish, started } = await waitingApp({ maxInFlight: 1 });
  const first = ask(app, infer, request);
  await started();
  const second = await ask(app, infer, request);
  expect(second).toMatchObject({
    status: 429,
    json: {
      error: "Cannot predict: at most 1 requests may be at work at the same time; ask again in a second",
    },
  });
  expect(second.headers.get("Retry-After")).toBe("1");
  // Questions that cost nothing are answered all the same.
  expect((await ask(app, "/v2/health/live")).status).toBe(200);
  finish();
  expect((await first).status).toBe(200);
  expect((await ask(app, infer, request)).status).toBe(200);
  // A refused request gives its place back as well.
  expect((await ask(app, infer, {})).status).toBe(400);
  expect((await ask(app, infer, request)).status).toBe(200);
});

test("a service that is closing finishes what is at work and takes nothing new", async () => {
  const closing = new AbortController();
  const { app, finish, started } = await waitingApp({}, closing.signal);
  const first = ask(app, infer, request);
  await started();
  closing.abort();
  const second = await ask(app, infer, request);
  expect(second).toMatchObject({
    status: 503,
    json: { error: "Cannot predict: the service is closing; ask another one" },
  });
  expect(second.headers.get("Connection")).toBe("close");
  expect(await ask(app, "/v2/health/ready")).toMatchObject({
    status: 503,
    json: { live: true, ready: false },
  });
  expect((await ask(app, "/v2/health/live")).status).toBe(200);
  finish();
  expect((await first).status).toBe(200);
});

test("a prediction that takes too long is given up with 503", async () => {
  const { app } = await waitingApp({ predictMs: 50 });
  const { status, json, headers } = await ask(app, infer, request);
  expect(status).toBe(503);
  expect(json).toEqual({ error: "Cannot predict: it must be done within 50 ms, received no answer" });
  expect(headers.get("Retry-After")).toBe("1");
});

test("HEAD is answered like GET, without a body", async () => {
  const response = await (await exampleApp()).request("/v2/health/live", { method: "HEAD" });
  expect(response.status).toBe(200);
  expect(await response.text()).toBe("");
});

test("OPTIONS tells the methods of an address", async () => {
  const app = await exampleApp();
  const response = await app.request(infer, { method: "OPTIONS" });
  expect(response.status).toBe(204);
  expect(response.headers.get("Allow")).toBe("POST");
  expect((await app.request("/v2", { method: "OPTIONS" })).headers.get("Allow")).toBe("GET, HEAD");
  expect((await app.request("/nothing", { method: "OPTIONS" })).status).toBe(404);
});

test("path tricks in names find nothing", async () => {
  const app = await exampleApp();
  for (const name of ["..", "%2e%2e", "..%2f..%2fetc", "__proto__", "constructor", "%00", "a%5cb", "%ff"]) {
    const response = await app.request(`/v2/models/${name}`, post(request));
    expect(response.status, name).toBeGreaterThanOrEqual(404);
    expect(response.status, name).toBeLessThan(500);
    expect((await app.request(`/v2/models/${name}/infer`, post(request))).status, name).toBe(404);
  }
});
