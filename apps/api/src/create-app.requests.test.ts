import { expect, test } from "vitest";
import { createApp } from "./create-app.ts";
import { jsonLine } from "./observe/json-line.ts";
import type { RequestEntry } from "./observe/request-entry.ts";
import { ask, post } from "./testing/ask.ts";
import { exampleArtifact } from "./testing/example-model.ts";
import { memoryRepository } from "./testing/memory-repository.ts";

const token = "abcdefghijklmnop";

async function observed(options: Partial<Parameters<typeof createApp>[0]> = {}) {
  const entries: RequestEntry[] = [];
  const models = memoryRepository({
    "odd-digits": [await exampleArtifact()],
    broken: [new Error("weights.bin is damaged")],
  });
  const app = createApp({ models, onRequest: (entry) => entries.push(entry), ...options });
  return { app, entries };
}

test("a prediction is told with its route, model, inputs and bytes", async () => {
  const { app, entries } = await observed({ clientAddress: () => "192.0.2.1" });
  const body = JSON.stringify({
    instances: [
      [0, 0.5, 1, 0],
      [1, 1, 1, 1],
    ],
  });
  await ask(app, "/v1/models/odd-digits:predict?trace=yes", body, { "X-Request-Id": "job-7" });
  expect(entries).toEqual([
    {
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      id: "job-7",
      method: "POST",
      path: "/v1/models/odd-digits:predict",
      route: "/v1/models/:model:predict",
      status: 200,
      ms: expect.any(Number),
      client: "192.0.2.1",
      model: "odd-digits",
      version: "1",
      inputs: 2,
      bodyBytes: body.length,
      error: null,
    },
  ]);
  expect(entries[0]?.ms).toBeGreaterThan(0);
});

test.each([
  ["/v2", undefined, { route: "/v2", status: 200, model: null, inputs: null, bodyBytes: null, client: null }],
  [
    "/nothing",
    undefined,
    { route: null, status: 404, error: "Cannot find /nothing: the service has no such address" },
  ],
  ["/v2/models/x/infer", {}, { route: "/v2/models/:model/infer", status: 404, model: null }],
  ["/v2/models/odd-digits/infer", undefined, { route: null, status: 405 }],
  ["/v2/models/broken/infer", {}, { status: 503, model: "broken", version: "1", inputs: null }],
  [
    "/predict?model=odd-digits",
    Uint8Array.of(0, 1, 2, 3),
    { route: "/predict", status: 200, inputs: 1, bodyBytes: 4 },
  ],
  [
    "/v1/models/odd-digits/labels/x:classify",
    {},
    { route: "/v1/models/:model/labels/:label:classify", status: 404 },
  ],
  ["/v1/models/odd-digits:steal", {}, { route: "/v1/models/:model", status: 404 }],
  [
    "/v2/models/odd-digits/versions/1/ready/",
    undefined,
    { route: "/v2/models/:model/versions/:version/ready" },
  ],
])("%s is told", async (path, body, expected) => {
  const { app, entries } = await observed();
  await ask(app, path, body);
  expect(entries).toHaveLength(1);
  expect(entries[0]).toMatchObject(expected);
});

test("what was sent is not told: no number, no query, no token", async () => {
  const { app, entries } = await observed({ tokens: [token] });
  const headers = { Authorization: `Bearer ${token}` };
  await ask(app, "/v1/models/odd-digits:predict", { instances: [[0, "secret-1", 1, 0]] }, headers);
  await ask(app, "/v1/models/odd-digits:predict", { instances: [{ "secret-2": 1 }] }, headers);
  await ask(app, "/v2/models/odd-digits/infer", "secret-3", headers);
  await ask(app, "/predict?model=secret-4", {}, headers);
  await ask(app, "/predict?model=odd-digits&version=secret-5", {}, headers);
  await ask(app, "/v2", undefined, { Authorization: "Bearer secret-6-secret-6" });
  expect(entries.map(({ status }) => status)).toEqual([400, 400, 400, 404, 404, 401]);
  const text = entries.map(jsonLine).join("\n");
  expect(text).not.toContain("secret");
  expect(text).not.toContain(token);
  expect(entries[0]?.error).toBe("Cannot use the body: instances[0][1] must be a number");
});

test("a mistake of the service is told as its caller was told", async () => {
  const models = { ...memoryRepository({}), get: () => Promise.reject(new Error("the password is 1234")) };
  const { app, entries } = await observed({ models });
  await app.request("/v2/models/x/infer", post({}));
  expect(entries[0]).toMatchObject({
    status: 500,
    error: expect.stringMatching(/^Cannot answer: the service made a mistake/),
  });
});

test("a path with an end of line in it stays on one line", async () => {
  const { app, entries } = await observed();
  await ask(app, "/v2/%0a%1b%5b31m%e2%80%a8");
  expect(entries[0]?.path).toContain("\n");
  expect(entries.map(jsonLine)[0]).toMatch(/^[\x20-\x7e]+$/);
});
