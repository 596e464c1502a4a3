import { expect, test } from "vitest";
import { curlCommand } from "./curl-command.ts";

test("what a shell would read is quoted", () => {
  expect(curlCommand("get", "http://localhost:8080/v1/models/odd-digits:predict")).toBe(
    "curl http://localhost:8080/v1/models/odd-digits:predict",
  );
  expect(curlCommand("get", "http://[::1]:8080/v2?a=1&b=2")).toBe("curl 'http://[::1]:8080/v2?a=1&b=2'");
  expect(curlCommand("post", "http://localhost/predict", { a: "it's $HOME" })).toBe(
    `curl http://localhost/predict -H 'Content-Type: application/json' -d '{"a":"it'\\''s $HOME"}'`,
  );
  expect(curlCommand("post", "http://localhost/predict", undefined, "image/png")).toBe(
    "curl http://localhost/predict -H 'Content-Type: image/png' --data-binary @four.png",
  );
});
