import { expect, test } from "vitest";
import { createApp } from "../create-app.ts";
import { ask, post } from "../testing/ask.ts";
import { exampleArtifact } from "../testing/example-model.ts";
import { memoryRepository } from "../testing/memory-repository.ts";
import { createMemoryRateLimiter } from "./create-memory-rate-limiter.ts";
import type { RateLimiter } from "./rate-limiter.ts";

const predict = "/v1/models/odd-digits:predict";
const body = { instances: [[0, 0.5, 1, 0]] };

/** A limiter as the binding of a Worker is one: it tells yes or no. */
function binding(room: number): { limiter: RateLimiter; keys: string[] } {
  const keys: string[] = [];
  const limiter = {
    async limit({ key }: { key: string }) {
      keys.push(key);
      return { success: keys.length <= room };
    },
  };
  return { limiter, keys };
}

async function limitedApp(rateLimiter: RateLimiter, options: Partial<Parameters<typeof createApp>[0]> = {}) {
  const models = memoryRepository({ "odd-digits": [await exampleArtifact()] });
  return createApp({ models, rateLimiter, ...options });
}

test("who asks too often is told when to ask again", async () => {
  const limiter = createMemoryRateLimiter({ requests: 1, seconds: 60 }, () => 0);
  const app = await limitedApp(limiter, { clientAddress: (c) => c.req.header("X-Test-Address") });
  const from = (address: string) => ask(app, predict, body, { "X-Test-Address": address });
  expect((await from("192.0.2.1")).status).toBe(200);
  const refused = await from("192.0.2.1");
  expect(refused).toMatchObject({
    status: 429,
    json: { error: "Cannot predict: a client may not ask that often; ask again in 60 seconds" },
  });
  expect(refused.headers.get("Retry-After")).toBe("60");
  expect((await from("192.0.2.2")).status).toBe(200);
  expect(await (await app.request("/metrics")).text()).toContain(
    'proj_refusals_total{status="429",reason="rate"} 1\n',
  );
});

test("a limiter that knows no time, as on Workers, is taken to mean ten seconds", async () => {
  const app = await limitedApp(binding(0).limiter);
  expect((await ask(app, predict, body)).headers.get("Retry-After")).toBe("10");
});

test("callers are told apart by their tokens, which the limiter does not see, and else by address", async () => {
  const { limiter, keys } = binding(10);
  const tokens = ["first-token-1234567890", "second-token-1234567890"];
  const address = { clientAddress: () => "2001:db8:1:2:3:4:5:6" };
  const app = await limitedApp(limiter, { tokens, ...address });
  for (const token of [...tokens, ...tokens])
    await ask(app, predict, body, { Authorization: `Bearer ${token}` });
  expect(new Set(keys).size).toBe(2);
  for (const key of keys) expect(key).toMatch(/^token:[0-9a-f]{32}$/);
  await ask(await limitedApp(limiter, address), predict, body);
  await ask(await limitedApp(limiter), predict, body);
  expect(keys.slice(4)).toEqual(["client:2001:db8:1:2", "client:unknown"]);
});

test("only predictions count, before their bodies are read", async () => {
  const { limiter, keys } = binding(0);
  const app = await limitedApp(limiter);
  for (const path of ["/v2", "/v2/models", "/v2/models/odd-digits", "/v1/models/odd-digits", "/metrics"]) {
    expect((await app.request(path)).status, path).toBe(200);
  }
  expect(keys).toEqual([]);
  let wasRead = false;
  const unread = () =>
    new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          wasRead = true;
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
  for (const path of [predict, "/v1/models/odd-digits:classify", "/v2/models/odd-digits/infer", "/predict"]) {
    expect((await app.request(path, post(unread()))).status, path).toBe(429);
  }
  expect(keys).toHaveLength(4);
  expect(wasRead).toBe(false);
});
