import type { Cursor } from "./read-float.ts";

/** The words that stand for a value, by their first letter. */
const values: Readonly<Record<number, readonly [string, boolean | null]>> = {
  116: ["true", true],
  102: ["false", false],
  110: ["null", null],
};

/** Words that many writers of JSON let through, and JSON does not have. */
const notFinite = ["-Infinity", "Infinity", "NaN"];

const minus = 0x2d;

/**
 * Reads `true`, `false` or `null`.
 *
 * @param bytes The text.
 * @param cursor Where the word begins; moved behind it, if it is there.
 * @returns The value; `undefined` where there is no such word.
 */
export function readWord(bytes: Uint8Array, cursor: Cursor): boolean | null | undefined {
  const known = values[bytes[cursor.at] ?? 0];
  if (known === undefined || !standsAt(bytes, cursor.at, known[0])) return undefined;
  cursor.at += known[0].length;
  return known[1];
}

/**
 * Finds a number that JSON has no word for.
 *
 * @param bytes The text.
 * @param at Where something else was expected: at its begin, or behind its sign.
 * @returns `NaN`, `Infinity` or `-Infinity`; `undefined` where none is there.
 */
export function notFiniteAt(bytes: Uint8Array, at: number): string | undefined {
  return notFinite.find((word) =>
    standsAt(bytes, word.startsWith("-") && bytes[at - 1] === minus ? at - 1 : at, word),
  );
}

function standsAt(bytes: Uint8Array, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index++) {
    if (bytes[at + index] !== word.charCodeAt(index)) return false;
  }
  return true;
}
