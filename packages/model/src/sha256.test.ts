import { expect, test } from "vitest";
import { sha256Hex } from "./sha256.ts";

// FIPS 180-2, appendix B.1.
const digestOfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

test("sha256Hex gives the published digest, of a view and of shared memory alike", async () => {
  const inside = new TextEncoder().encode("xabcx").subarray(1, 4);
  const shared = new Uint8Array(new SharedArrayBuffer(3));
  shared.set(inside);
  expect(await sha256Hex(inside)).toBe(digestOfAbc);
  expect(await sha256Hex(shared)).toBe(digestOfAbc);
});
