import { expect, test } from "vitest";
import { readAddressRange } from "./address-range.ts";
import { forwardedAddress } from "./forwarded-address.ts";

const ranges = (...texts: string[]) => texts.map((text) => readAddressRange(text) ?? expect.fail(text));
const proxies = ranges("127.0.0.1", "10.0.0.0/8", "fd00::/8");

test.each([
  ["one proxy", "127.0.0.1", "203.0.113.9", "203.0.113.9"],
  ["two proxies", "127.0.0.1", "203.0.113.9, 10.0.0.2", "203.0.113.9"],
  ["a client that writes a header of its own", "127.0.0.1", "1.1.1.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"],
  ["a client that claims to be a proxy", "127.0.0.1", "10.0.0.9, 203.0.113.9", "203.0.113.9"],
  ["a peer that is no proxy", "203.0.113.9", "1.1.1.1", "203.0.113.9"],
  ["proxies alone: the farthest", "127.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"],
  ["nonsense in front", "127.0.0.1", "<script>, 10.0.0.2", "10.0.0.2"],
  ["nonsense alone", "127.0.0.1", "unknown", "127.0.0.1"],
  ["an empty header", "127.0.0.1", "", "127.0.0.1"],
  ["no header", "127.0.0.1", undefined, "127.0.0.1"],
  ["IPv4 in IPv6", "::ffff:127.0.0.1", "::ffff:203.0.113.9", "203.0.113.9"],
  ["IPv6", "fd00::1", "2001:db8::7", "2001:db8::7"],
  ["ports", "127.0.0.1", "[2001:db8::7]:4711, 10.0.0.2:80", "2001:db8::7"],
])("%s", (_, peer, header, client) => {
  expect(forwardedAddress(peer, header, proxies)).toBe(client);
});

test("without trusted proxies the header is not read", () => {
  expect(forwardedAddress("127.0.0.1", "203.0.113.9", [])).toBe("127.0.0.1");
  expect(forwardedAddress("::ffff:127.0.0.1", "203.0.113.9", [])).toBe("127.0.0.1");
  expect(forwardedAddress(undefined, "203.0.113.9", proxies)).toBeUndefined();
});
