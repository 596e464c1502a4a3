import * as v from "valibot";
import { expect, test } from "vitest";
import { byName } from "./by-name.ts";

const schema = byName(v.number("a number"));

test("any name will do, also one that objects have by themselves", () => {
  const json: unknown = JSON.parse('{"a": 1, "constructor": 2, "prototype": 3, "toString": 4}');
  expect(v.parse(schema, json)).toEqual(json);
});

test("the prototype stays as it is", () => {
  const parsed = v.parse(schema, JSON.parse('{"__proto__": {"a": 1}, "b": 2}'));
  expect(Object.entries(parsed)).toEqual([["b", 2]]);
  expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
});

test.each([
  [{ a: "x" }, "a number", "a"],
  [{ constructor: "x" }, "a number", "constructor"],
  [{ "": 1 }, "under a name of 1 to 1000 characters", ""],
  [{ ["x".repeat(1001)]: 1 }, "under a name of 1 to 1000 characters", "x".repeat(1001)],
  [[1], "an object", undefined],
  [null, "an object", undefined],
  [3, "an object", undefined],
])("%j is refused with what must stand there", (value, message, key) => {
  const { issues } = v.safeParse(schema, value);
  expect([issues?.[0].message, issues?.[0].path?.[0].key]).toEqual([message, key]);
});
