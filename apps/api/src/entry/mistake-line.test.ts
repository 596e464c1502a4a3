import { expect, test } from "vitest";
import { mistakeLine } from "./mistake-line.ts";

test("an error is one line of JSON, with its request, its cause and where it came from", () => {
  const line = mistakeLine(new Error("two\nlines", { cause: new Error("why") }), "error", "request-1");
  expect(line).not.toContain("\n");
  expect(JSON.parse(line)).toEqual({
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    level: "error",
    message: "two\nlines",
    requestId: "request-1",
    cause: "why",
    stack: expect.stringContaining("mistake-line.test.ts"),
  });
});

test("a warning has no stack, and what is no error is told as text", () => {
  expect(JSON.parse(mistakeLine("gone", "warn"))).toEqual({
    time: expect.any(String),
    level: "warn",
    message: "gone",
  });
});
