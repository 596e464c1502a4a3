import { crc32 as nodeCrc32 } from "node:zlib";
import { expect, test } from "vitest";
import { crc32 } from "./crc32.ts";

test("the CRC-32 is that of zlib and of the published check value", () => {
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  const bytes = Uint8Array.from({ length: 1000 }, (_, index) => (index * 7) % 256);
  expect(crc32(bytes)).toBe(nodeCrc32(bytes));
});
