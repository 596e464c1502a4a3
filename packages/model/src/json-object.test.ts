import * as v from "valibot";
import { expect, test } from "vitest";
import { jsonObject, noArray } from "./json-object.ts";

const schema = jsonObject({
  name: v.string("a text"),
  inner: v.optional(jsonObject({ size: v.number("a number") })),
});

test.each([
  ["a missing field has its own message", {}, "a text"],
  ["so has one that is inside", { name: "x", inner: {} }, "a number"],
  ["an array is no object", [], "an object"],
  ["nor is one inside", { name: "x", inner: [] }, "an object"],
])("%s", (_, value, message) => {
  expect(v.safeParse(schema, value).issues?.map((issue) => issue.message)).toEqual([message]);
});

test("an array is no record where arrays are refused", () => {
  const names = noArray(v.record(v.string(), v.number(), "an object"));
  expect(v.is(names, { a: 1 })).toBe(true);
  expect(v.is(names, [1])).toBe(false);
});
