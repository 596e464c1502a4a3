import { expect, test } from "vitest";
import { requestPath } from "./request-path.ts";

test.each([
  ["http://localhost:8080/v2?x=/1", "/v2"],
  ["http://localhost:8080", "/"],
  ["http://localhost:8080/", "/"],
  ["https://a.example/?a=b#c", "/"],
  ["http://localhost/assets/a.js#x?y", "/assets/a.js"],
  ["http://localhost//etc/passwd", "//etc/passwd"],
])("of %s it is %s", (url, path) => {
  expect(requestPath(url)).toBe(path);
});
