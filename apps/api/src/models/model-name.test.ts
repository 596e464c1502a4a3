import { expect, test } from "vitest";
import { checkModelName, isModelName } from "./model-name.ts";

test.each(["a", "7", "odd-digits", "Odd_Digits.v2", "0..1", "constructor", "x".repeat(100)])(
  "a model may be called %s",
  (name) => {
    expect(isModelName(name)).toBe(true);
    expect(() => checkModelName(name)).not.toThrow();
  },
);

test.each([
  "",
  ".",
  "..",
  "../x",
  "a/b",
  "a\\b",
  "%2e%2e",
  "a%2fb",
  ".odd.previous-12-0123456789ab",
  "_odd",
  "-odd",
  "odd ",
  "odd\n",
  "odd\u0000",
  "\u00f6dd",
  "\uff0e\uff0e",
  "__proto__",
  "x".repeat(101),
])("no model may be called %j", (name) => {
  expect(isModelName(name)).toBe(false);
  expect(() => checkModelName(name)).toThrow(RangeError);
});

test("a long name is cut off in the message", () => {
  expect(() => checkModelName("/".repeat(1000))).toThrow(/received "\/{80}\.\.\."$/);
});
