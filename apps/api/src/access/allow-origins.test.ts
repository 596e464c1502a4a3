import { expect, test } from "vitest";
import { createApp } from "../create-app.ts";
import { memoryRepository } from "../testing/memory-repository.ts";

const origin = "https://app.example.com";
const token = "abcdefghijklmnop";
const preflight = {
  method: "OPTIONS",
  headers: {
    Origin: origin,
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "authorization",
  },
};

function appFor(corsOrigins?: readonly string[], tokens?: readonly string[]) {
  return createApp({
    models: memoryRepository({}),
    ...(corsOrigins === undefined ? {} : { corsOrigins }),
    ...(tokens === undefined ? {} : { tokens }),
  });
}

test.each([
  ["left out", undefined],
  ["none", []],
])("origins: %s, and no page of another origin may ask", async (_, origins) => {
  const app = appFor(origins);
  const { headers } = await app.request("/v2", { headers: { Origin: origin } });
  expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  expect(headers.get("Cross-Origin-Resource-Policy")).toBe("same-origin");
  expect(headers.get("Vary")).toBeNull();
  const asked = await app.request("/v2", preflight);
  expect(asked.headers.get("Access-Control-Allow-Origin")).toBeNull();
});

test.each([
  ["an answer", "/v2", "GET", 200],
  ["an error", "/v2/models/x", "GET", 404],
  ["an unknown address", "/x", "GET", 404],
  ["a wrong method", "/v2", "PUT", 405],
])("%s may be read by a page of an origin that is allowed", async (_, path, method, status) => {
  const response = await appFor(["http://localhost:5173", origin]).request(path, {
    method,
    headers: { Origin: origin },
  });
  expect(response.status).toBe(status);
  expect(response.headers.get("Access-Control-Allow-Origin")).toBe(origin);
  expect(response.headers.get("Access-Control-Expose-Headers")).toBe(
    "X-Request-Id, Server-Timing, X-Model-Remark, Inference-Header-Content-Length, Retry-After, ETag",
  );
  expect(response.headers.get("Access-Control-Allow-Credentials")).toBeNull();
  expect(response.headers.get("Cross-Origin-Resource-Policy")).toBe("cross-origin");
  expect(response.headers.get("Vary")).toBe("Origin");
});

test.each(["https://evil.example.com", "https://app.example.com.evil.com", "http://app.example.com", "null"])(
  "a page of %s may not",
  async (other) => {
    const app = appFor([origin]);
    const { headers } = await app.request("/v2", { headers: { Origin: other } });
    expect(headers.get("Access-Control-Allow-Origin")).toBeNull();
    expect(headers.get("Cross-Origin-Resource-Policy")).toBe("same-origin");
    // A cache must not give it what an allowed one got.
    expect(headers.get("Vary")).toBe("Origin");
  },
);

test("with * every page may", async () => {
  const { headers } = await appFor(["*"]).request("/v2", { headers: { Origin: origin } });
  expect(headers.get("Access-Control-Allow-Origin")).toBe("*");
  expect(headers.get("Cross-Origin-Resource-Policy")).toBe("cross-origin");
  expect(headers.get("Vary")).toBeNull();
});

test("a browser that asks before gets its answer, without a token", async () => {
  const app = appFor([origin], [token]);
  const response = await app.request("/v2/models/x/infer", preflight);
  expect(response.status).toBe(204);
  expect(await response.text()).toBe("");
  expect(response.headers.get("Access-Control-Allow-Origin")).toBe(origin);
  expect(response.headers.get("Access-Control-Allow-Methods")).toBe("GET, HEAD, POST");
  expect(response.headers.get("Access-Control-Allow-Headers")?.toLowerCase().split(", ")).toEqual(
    expect.arrayContaining([
      "authorization",
      "content-type",
      "if-none-match",
      "inference-header-content-length",
    ]),
  );
  expect(response.headers.get("Access-Control-Max-Age")).toBe("7200");
  expect(response.headers.get("Content-Type")).toBeNull();
  expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
});

test("the page learns that its token is missing", async () => {
  const response = await appFor([origin], [token]).request("/v2", { headers: { Origin: origin } });
  expect(response.status).toBe(401);
  expect(response.headers.get("Access-Control-Allow-Origin")).toBe(origin);
  expect(response.headers.get("WWW-Authenticate")).toBe('Bearer realm="proj"');
});

test("a browser of another origin that asks before gets nothing, and with tokens 401", async () => {
  const other = { ...preflight, headers: { ...preflight.headers, Origin: "https://evil.example.com" } };
  const open = await appFor([origin]).request("/v2", other);
  expect(open.headers.get("Access-Control-Allow-Origin")).toBeNull();
  expect((await appFor([origin], [token]).request("/v2", other)).status).toBe(401);
});

test.each([
  "example.com",
  "https://example.com/",
  "https://example.com/path",
  "https://EXAMPLE.com",
  "https://*.example.com/x",
  "null",
  "",
])('"%s" is no origin', (text) => {
  expect(() => appFor([origin, text])).toThrow(
    new RangeError(
      `Cannot allow other origins: each must be * or one such as https://example.com, received ${JSON.stringify(text)}`,
    ),
  );
});
