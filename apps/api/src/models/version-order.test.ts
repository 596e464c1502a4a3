import { expect, test } from "vitest";
import { isVersion, newestFirst } from "./version-order.ts";

test.each(["1", "10", "20260131", "9".repeat(18)])("%s is a version", (text) => {
  expect(isVersion(text)).toBe(true);
});

test.each(["", "0", "01", "-1", "+1", "1.0", "1e3", " 1", "1\n", "v1", "latest", "\u0661", "9".repeat(19)])(
  "%j is no version",
  (text) => {
    expect(isVersion(text)).toBe(false);
  },
);

test("versions are ordered by number, the largest first, beyond what a float holds as well", () => {
  expect(["9", "100", "10", "900000000000000001", "1", "900000000000000002"].sort(newestFirst)).toEqual([
    "900000000000000002",
    "900000000000000001",
    "100",
    "10",
    "9",
    "1",
  ]);
});
