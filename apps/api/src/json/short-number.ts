const comma = 0x2c;
const zero = 0x30;

/**
 * Reads a whole number of one to three digits and the comma behind it: what most of a picture's pixels are.
 *
 * @param bytes A JSON text.
 * @param at Where the number begins, if there is one.
 * @returns 8 times the number, plus the bytes of both; 0 for anything else.
 */
export function shortNumber(bytes: Uint8Array, at: number): number {
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
