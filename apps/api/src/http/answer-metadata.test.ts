import { expect, test } from "vitest";
import { exampleApp } from "../testing/example-app.ts";
import { exampleArtifact } from "../testing/example-model.ts";

const metadata = [
  "/v2",
  "/v2/models",
  "/v2/models/odd-digits",
  "/v2/models/odd-digits/versions/1",
  "/v1/models/odd-digits/metadata",
  "/v1/models/odd-digits/versions/1/metadata",
];

test.each(metadata)("%s is not sent twice to a client that has it", async (path) => {
  const app = await exampleApp();
  const first = await app.request(path);
  expect(first.status).toBe(200);
  expect(first.headers.get("Cache-Control")).toBe("no-cache");
  const tag = first.headers.get("ETag") ?? "";
  expect(tag).toMatch(/^W\/"[0-9a-f]{64}"$/);
  for (const known of [tag, tag.slice(2), `"other", ${tag}`, "*"]) {
    const again = await app.request(path, { headers: { "If-None-Match": known } });
    expect(again.status, known).toBe(304);
    expect(await again.text()).toBe("");
    expect(again.headers.get("ETag")).toBe(tag);
    expect(again.headers.get("Cache-Control")).toBe("no-cache");
    expect(again.headers.get("Content-Type")).toBeNull();
    expect(again.headers.get("X-Request-Id")).not.toBeNull();
  }
  const other = await app.request(path, { headers: { "If-None-Match": '"other", W/"another"' } });
  expect(other.status).toBe(200);
  expect(await other.json()).toEqual(await first.json());
});

test("HEAD has the same tag, and is told 304 as well", async () => {
  const app = await exampleApp();
  const tag = (await app.request("/v2/models")).headers.get("ETag") ?? "";
  const head = await app.request("/v2/models", { method: "HEAD" });
  expect(head.headers.get("ETag")).toBe(tag);
  const known = await app.request("/v2/models", { method: "HEAD", headers: { "If-None-Match": tag } });
  expect(known.status).toBe(304);
});

test("another model has another tag", async () => {
  const artifact = await exampleArtifact();
  const one = await exampleApp({ models: { a: [artifact] } });
  const two = await exampleApp({ models: { a: [artifact], b: [artifact] } });
  const tags = await Promise.all(
    [one, two].map(async (app) => (await app.request("/v2/models")).headers.get("ETag")),
  );
  expect(new Set(tags).size).toBe(2);
});

test.each([
  "/v2/health/live",
  "/v2/health/ready",
  "/v2/models/odd-digits/ready",
  "/v1/models/odd-digits",
  "/metrics",
])("%s, which changes, is stored by nobody", async (path) => {
  const { headers } = await (await exampleApp()).request(path, { headers: { "If-None-Match": "*" } });
  expect(headers.get("ETag")).toBeNull();
  expect(headers.get("Cache-Control")).toBe("no-store");
});
