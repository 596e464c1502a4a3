import * as v from "valibot";
import { expect, test } from "vitest";
import { jsonObject, onlyWhere } from "./json-object.ts";

const schema = jsonObject({
  name: v.string("a text"),
  inner: v.optional(jsonObject({ size: v.number("a number") })),
});

test.each([
  ["a missing field has its own message", {}, "a text"],
  ["so has one that is inside", { name: "x", inner: {} }, "a number"],
  ["an array is no object", [], "an object"],
  ["nor is null", null, "an object"],
  ["nor is one inside", { name: "x", inner: [] }, "an object"],
])("%s", (_, value, message) => {
  expect(v.safeParse(schema, value).issues?.map((issue) => issue.message)).toEqual([message]);
});

test("fields that are not named are left out", () => {
  expect(v.parse(schema, { name: "x", other: 1 })).toEqual({ name: "x" });
});

test("what is not fit is not looked into", () => {
  const seen: unknown[] = [];
  const element = v.pipe(
    v.unknown(),
    v.check((value) => seen.push(value) > 0),
  );
  const short = onlyWhere((value) => Array.isArray(value) && value.length <= 2, v.array(element, "short"));
  expect(v.safeParse(short, [1, 2, 3]).issues?.map(({ message }) => message)).toEqual(["short"]);
  expect(seen).toEqual([]);
  expect(v.parse(short, [1, 2])).toEqual([1, 2]);
  expect(seen).toEqual([1, 2]);
});
