import { expect, test } from "vitest";
import { liesIn, readAddress, readAddressRange } from "./address-range.ts";

test.each([
  ["10.0.0.0/8", "10.255.0.1", true],
  ["10.0.0.0/8", "11.0.0.0", false],
  ["10.0.0.0/8", "::ffff:10.1.2.3", true],
  ["192.168.1.7", "192.168.1.7", true],
  ["192.168.1.7", "192.168.1.8", false],
  ["0.0.0.0/0", "203.0.113.9", true],
  ["0.0.0.0/0", "2001:db8::1", false],
  ["fd00::/8", "fdff::1", true],
  ["fd00::/8", "fe00::1", false],
  ["::1", "0:0:0:0:0:0:0:1", true],
  ["::/0", "10.0.0.1", true],
])("%s has %s: %s", (range, address, isIn) => {
  const read = readAddressRange(range);
  expect(read && liesIn(readAddress(address) ?? -1n, [read])).toBe(isIn);
});

test.each([
  "",
  "10.0.0",
  "10.0.0.0/33",
  "10.0.0.0/",
  "10.0.0.0/8/8",
  "fd00::/129",
  "host",
  "10.0.0.0/-1",
  "1.2.3.4:80",
])("%j is no range", (text) => {
  expect(readAddressRange(text)).toBeUndefined();
});
