import { PatternRouter } from "hono/router/pattern-router";
import { describe, expect, test } from "vitest";
import { SegmentRouter } from "./segment-router.ts";

const routes = [
  ["ALL", "/*"],
  ["GET", "/"],
  ["GET", "/v2"],
  ["GET", "/v2/models"],
  ["GET", "/v2/models/:model"],
  ["GET", "/v2/models/:model/ready"],
  ["GET", "/v2/models/:model/versions/:version"],
  ["POST", "/v2/models/:model/infer"],
  ["POST", "/v1/models/:target"],
  ["ALL", "/v1/models/:model"],
] as const;

const paths = [
  "/",
  "/v2",
  "/v2/models",
  "/v2/models/odd",
  "/v2/models/ready",
  "/v2/models/odd/ready",
  "/v2/models/odd/unready",
  "/v2/models//ready",
  "/v2/models/odd/versions/3",
  "/v2/models/odd/versions",
  "/v2/models/:model",
  "/v2/models/%2F%20/infer",
  "/v2/models/odd/infer/",
  "/v2/models/constructor/infer",
  "/v1/models/odd:predict",
  "/v1/models/a.b",
  "/v1/models/",
  "/V2",
  "/v20",
  "/v2/./models",
  "/nowhere/at/all/of/it",
];

describe("the router finds what Hono's finds, in the same order, with the same parameters", () => {
  const own = new SegmentRouter<number>();
  const peer = new PatternRouter<number>();
  for (const [index, [method, path]] of routes.entries()) {
    own.add(method, path, index);
    peer.add(method, path, index);
  }

  // The app takes the slash from an address's end, before it asks.
  test.each(paths.map((path) => path.replace(/(.)\/$/, "$1")))("%s", (path) => {
    for (const method of ["GET", "POST", "DELETE"]) {
      const plain = ([found]: ReturnType<typeof own.match>) =>
        found.map(([handler, params]) => [handler, { ...params }]);
      expect(plain(own.match(method, path))).toEqual(plain(peer.match(method, path)));
    }
  });
});

test("what is no parameter of a route is none, whatever objects have", () => {
  const router = new SegmentRouter<string>();
  router.add("GET", "/models/:model", "model");
  const [[found]] = router.match("GET", "/models/__proto__");
  expect(found?.[1]).toEqual(Object.assign(Object.create(null), { model: "__proto__" }));
  expect("constructor" in (found?.[1] ?? {})).toBe(false);
});
