import { expect, test } from "vitest";
import { headersOf, readHeaderRules } from "./header-rules.ts";

const rules = readHeaderRules(`# What every file has.
/*
  X-Content-Type-Options: nosniff
  Cache-Control: no-cache

/assets/*
  Cache-Control: public, max-age=31536000, immutable
/
  Link: </a>; rel=x
`);

test("a path has the headers of every pattern that it fits, the last one where two have the same", () => {
  const all = { "X-Content-Type-Options": "nosniff" };
  expect(headersOf(rules, "/assets/a.js")).toEqual({
    ...all,
    "Cache-Control": "public, max-age=31536000, immutable",
  });
  expect(headersOf(rules, "/")).toEqual({ ...all, "Cache-Control": "no-cache", Link: "</a>; rel=x" });
  expect(headersOf(rules, "/assetsx")).toEqual({ ...all, "Cache-Control": "no-cache" });
});

test.each(["  X-Orphan: 1", "/a b", "relative/*", "/*\n  No colon", "/*/more"])("%j is refused", (text) => {
  expect(() => readHeaderRules(text)).toThrow(/^Cannot read the headers: line \d must be/);
});
