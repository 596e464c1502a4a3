import { expect, test } from "vitest";
import { createApp } from "../create-app.ts";
import { ask, post } from "../testing/ask.ts";
import { memoryRepository } from "../testing/memory-repository.ts";

const tokens = ["first-token-1234567890", "second-token-123456789", "third~token./+-_12345=="];
const app = createApp({ models: memoryRepository({}), tokens });

test.each(tokens)("each of several tokens is let in: %s", async (token) => {
  expect((await ask(app, "/v2", undefined, { Authorization: `Bearer ${token}` })).status).toBe(200);
  expect((await ask(app, "/v2", undefined, { Authorization: `bearer  ${token}` })).status).toBe(200);
});

test.each([
  ["no header", undefined, 'Bearer realm="proj"', "the header Authorization must be a bearer token"],
  [
    "another scheme",
    `Basic ${tokens[0]}`,
    'Bearer realm="proj"',
    "the header Authorization must be a bearer token",
  ],
  ["no token", "Bearer ", 'Bearer realm="proj"', "the header Authorization must be a bearer token"],
  [
    "the beginning of a token",
    "Bearer first-token-123456789",
    'Bearer realm="proj", error="invalid_token"',
    "the bearer token must be one that the service knows",
  ],
  [
    "a token and more",
    `Bearer ${tokens[0]}x`,
    'Bearer realm="proj", error="invalid_token"',
    "the bearer token must be one that the service knows",
  ],
  [
    "another token",
    "Bearer xxxxx-token-1234567890",
    'Bearer realm="proj", error="invalid_token"',
    "the bearer token must be one that the service knows",
  ],
])("%s is 401, with what is wanted", async (_, authorization, challenge, requirement) => {
  const { status, json, headers } = await ask(
    app,
    "/v2",
    undefined,
    authorization === undefined ? {} : { Authorization: authorization },
  );
  expect(status).toBe(401);
  expect(json).toEqual({ error: `Cannot let you in: ${requirement}` });
  expect(headers.get("WWW-Authenticate")).toBe(challenge);
  expect(headers.get("Cache-Control")).toBe("no-store");
});

test.each(["/v2/health/live", "/v2/health/ready", "/v2/health/ready/"])("%s wants no token", async (path) => {
  expect((await ask(app, path)).status).toBe(200);
});

test.each([
  ["GET", "/v2/health"],
  ["GET", "/metrics"],
  ["GET", "/v2/models"],
  ["GET", "/v2/models/x/ready"],
  ["GET", "/v1/models/x"],
  ["GET", "/nothing"],
  ["GET", "/v2/health/live/../../models"],
  ["GET", "/v2/health/live%2f..%2f..%2fmodels"],
  ["GET", "//v2/health/live"],
  ["POST", "/predict"],
  ["POST", "/v1/models/x:predict"],
  ["POST", "/v2/models/x/infer"],
  ["OPTIONS", "/v2"],
  ["HEAD", "/v2"],
  ["PUT", "/v2"],
])("%s %s wants one", async (method, path) => {
  expect((await app.request(path, { method })).status).toBe(401);
});

test("a body is not read for somebody without a token", async () => {
  let wasRead = false;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        wasRead = true;
        controller.enqueue(new Uint8Array(1));
      },
    },
    { highWaterMark: 0 },
  );
  expect((await app.request("/predict", post(body))).status).toBe(401);
  expect(wasRead).toBe(false);
});

test.each([
  ["no tokens", [], "there must be at least one, of at least 16 letters, digits and -._~+/=, received none"],
  [
    "an empty one",
    [tokens[0], ""],
    "token 2 of 2 must be at least 16 letters, digits and -._~+/=, received 0 characters",
  ],
  [
    "a short one",
    ["secret-12345678"],
    "token 1 of 1 must be at least 16 letters, digits and -._~+/=, received 15 characters",
  ],
  [
    "one with a space",
    ["secret 1234567890"],
    "token 1 of 1 must be at least 16 letters, digits and -._~+/=, received others",
  ],
  [
    "one with an end of line",
    ["secret-1234567890\n"],
    "token 1 of 1 must be at least 16 letters, digits and -._~+/=, received others",
  ],
  [
    "one of other letters",
    ["geheimnis-äöü-1234"],
    "token 1 of 1 must be at least 16 letters, digits and -._~+/=, received others",
  ],
])("%s are refused when the app is made, and not shown", (_, given, message) => {
  const make = () =>
    createApp({ models: memoryRepository({}), tokens: given.filter((each) => each !== undefined) });
  expect(make).toThrow(new RangeError(`Cannot ask for tokens: ${message}`));
});

test("every token is compared, whichever fits", async () => {
  // What is compared are digests, character by character: each comparison reads every character of both.
  const read = new Map<string, number>();
  const original = String.prototype.charCodeAt;
  const isDigest = /^[0-9a-f]{64}$/;
  const ask = async (token: string): Promise<number[]> => {
    read.clear();
    String.prototype.charCodeAt = function charCodeAt(this: string, index: number): number {
      const text = String(this);
      if (isDigest.test(text)) read.set(text, (read.get(text) ?? 0) + 1);
      return original.call(text, index);
    };
    try {
      await check(token);
    } finally {
      String.prototype.charCodeAt = original;
    }
    return [...read.values()].sort((a, b) => b - a);
  };
  const guarded = createApp({ models: memoryRepository({}), tokens });
  const check = async (token: string): Promise<void> => {
    await guarded.request("/v2/models", { headers: { Authorization: `Bearer ${token}` } });
  };
  const other = await ask("other-token-1234567890");
  // The digest of what was sent, three times over, and that of each token.
  expect(other).toEqual([3 * 64, 64, 64, 64]);
  // The one that fits is the same text as what was sent.
  for (const token of tokens) expect(await ask(token)).toEqual([4 * 64, 64, 64]);
});
