import { expect, test } from "vitest";
import { layOutJson } from "./lay-out-json.ts";

test("what fits into a line stays there", () => {
  expect(layOutJson({ a: [1, 2], b: null, c: "x\ny", d: {}, e: [] })).toBe(
    '{ "a": [ 1, 2 ], "b": null, "c": "x\\ny", "d": {}, "e": [] }',
  );
});

test("what does not goes on over lines, and is the same JSON", () => {
  const value = { names: Array.from({ length: 30 }, (_, index) => `name ${index}`), inner: { a: [0.5, 1] } };
  const text = layOutJson(value);
  expect(JSON.parse(text)).toEqual(value);
  expect(text.split("\n")).toHaveLength(35);
  expect(text).toContain('\n  "inner": { "a": [ 0.5, 1 ] }\n}');
});
