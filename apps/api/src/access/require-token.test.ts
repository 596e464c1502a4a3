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
    "a token too long to be one",
    `Bearer ${"a".repeat(10_000)}`,
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

test("the same token twice is one token", async () => {
  const [token = ""] = tokens;
  const twice = createApp({ models: memoryRepository({}), tokens: [token, token, ...tokens] });
  for (const each of tokens) {
    expect((await ask(twice, "/v2", undefined, { Authorization: `Bearer ${each}` })).status).toBe(200);
  }
});

test.each(["/v2/health/live", "/v2/health/ready", "/v2/health/ready/", "/openapi.json", "/docs"])(
  "%s wants no token",
  async (path) => {
    expect((await app.request(path)).status).toBe(200);
  },
);

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
  ["no tokens", [], "there must be at least one, of 16 to 256 letters, digits and -._~+/=, received none"],
  [
    "an empty one",
    [tokens[0], ""],
    "token 2 of 2 must be 16 to 256 letters, digits and -._~+/=, received 0 characters",
  ],
  [
    "a short one",
    ["secret-12345678"],
    "token 1 of 1 must be 16 to 256 letters, digits and -._~+/=, received 15 characters",
  ],
  [
    "a long one",
    ["a".repeat(257)],
    "token 1 of 1 must be 16 to 256 letters, digits and -._~+/=, received 257 characters",
  ],
  [
    "one with a space",
    ["secret 1234567890"],
    "token 1 of 1 must be 16 to 256 letters, digits and -._~+/=, received others",
  ],
  [
    "one with an end of line",
    ["secret-1234567890\n"],
    "token 1 of 1 must be 16 to 256 letters, digits and -._~+/=, received others",
  ],
  [
    "one of other letters",
    ["geheimnis-äöü-1234"],
    "token 1 of 1 must be 16 to 256 letters, digits and -._~+/=, received others",
  ],
])("%s are refused when the app is made, and not shown", (_, given, message) => {
  const make = () =>
    createApp({ models: memoryRepository({}), tokens: given.filter((each) => each !== undefined) });
  expect(make).toThrow(new RangeError(`Cannot ask for tokens: ${message}`));
});
