import { expect, test } from "vitest";
import { plainText } from "./plain-text.ts";

test("plainText disarms escape codes, line breaks and marks of direction, and keeps the rest", () => {
  expect(plainText("a\u001b[2Jb\r\nc\u202Ed")).toBe("a\uFFFD[2Jb\uFFFD\uFFFDc\uFFFDd");
  expect(plainText("Ankle boot – é 数字")).toBe("Ankle boot – é 数字");
});
