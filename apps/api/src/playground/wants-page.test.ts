import { expect, test } from "vitest";
import { wantsPage } from "./wants-page.ts";

test.each([
  [null, true],
  ["", true],
  ["*/*", true],
  ["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true],
  ["application/json, text/html;q=0.5", true],
  ["text/*", true],
  ["application/json", false],
  ["application/json, text/plain", false],
  ["image/png", false],
])("with Accept: %s it is %s", (accept, wants) => {
  expect(wantsPage(accept)).toBe(wants);
});
