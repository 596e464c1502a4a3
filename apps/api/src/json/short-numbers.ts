import type { NumberStore } from "./number-store.ts";

const comma = 0x2c;
const zero = 0x30;

/**
 * Reads whole numbers of up to three digits that have a comma behind them, one after the other, and stops in front of
 * anything else: of a picture's pixels most are 0, and the others have up to three digits.
 *
 * @param bytes A JSON text.
 * @param at Where the first one begins, if there is one.
 * @param store Where they go.
 * @returns The place behind the last comma.
 */
export function readShortNumbers(bytes: Uint8Array, at: number, store: NumberStore): number {
  let end = at;
  while (bytes[end] === zero && bytes[end + 1] === comma) end += 2;
  store.pushZeros((end - at) >> 1);
  for (let short = shortNumber(bytes, end); short !== 0; short = shortNumber(bytes, end)) {
    store.push(short >> 3);
    end += short & 7;
  }
  return end;
}

/** Reads one such number: 8 times the number, plus the bytes of it and its comma; 0 for anything else. */
function shortNumber(bytes: Uint8Array, at: number): number {
  const first = (bytes[at] ?? 0) - zero;
  if (!(first >= 0 && first <= 9)) return 0;
  if (bytes[at + 1] === comma) return 8 * first + 2;
  const second = (bytes[at + 1] ?? 0) - zero;
  if (first === 0 || !(second >= 0 && second <= 9)) return 0;
  if (bytes[at + 2] === comma) return 8 * (10 * first + second) + 3;
  const third = (bytes[at + 2] ?? 0) - zero;
  if (!(third >= 0 && third <= 9) || bytes[at + 3] !== comma) return 0;
  return 8 * (100 * first + 10 * second + third) + 4;
}
