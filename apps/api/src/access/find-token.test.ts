import { expect, test } from "vitest";
import { findToken, longestToken, tokenCodes } from "./find-token.ts";

const tokens = [
  "first-token-1234567890",
  "second-token-123456789",
  "first-token-12345678901",
  "a".repeat(256),
];
const known = tokens.map(tokenCodes);

test("each of the tokens is found, and nothing else", () => {
  expect(tokens.map((token) => findToken(known, tokenCodes(token)))).toEqual([0, 1, 2, 3]);
  for (const other of [
    "",
    "first-token-123456789",
    "First-token-1234567890",
    "a".repeat(255),
    "\0",
    "ÿ".repeat(22),
  ]) {
    expect(findToken(known, tokenCodes(other)), other).toBe(-1);
  }
  expect(findToken([], tokenCodes(""))).toBe(-1);
});

test("every character of every token is compared, whichever fits and wherever it differs", () => {
  let reads = 0;
  const counted = known.map(
    (codes) =>
      new Proxy(codes, {
        get(target, key) {
          reads++;
          return Reflect.get(target, key);
        },
      }),
  );
  for (const given of [...tokens, "x", "first-token-123456789x", ""]) {
    reads = 0;
    findToken(counted, tokenCodes(given));
    expect(reads, given).toBe(tokens.length * longestToken);
  }
});
