import { decodeText } from "./decode-text.ts";

/** A place in a text. */
export interface Cursor {
  at: number;
}

const minus = 0x2d;
const plus = 0x2b;
const dot = 0x2e;
const zero = 0x30;
const nine = 0x39;
/** A small e; a capital one becomes it by setting one bit. */
const exponentSign = 0x65;

/** Below it one more digit leaves a whole number that float64 holds. */
const roomForDigit = 9e14;

/** The powers of ten that float64 holds. */
const powers = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * Reads a number of a JSON text as a 32-bit float: what `Math.fround` makes of the number that `JSON.parse` reads.
 *
 * Up to 15 digits and a small exponent are one division of two exact numbers, which rounds correctly by itself. Of more
 * digits the first 15 or 16 nearly always tell which float it is; where they do not, the text is left to `Number`, which
 * takes ten times as long.
 *
 * Source: W. D. Clinger, "How to Read Floating Point Numbers Accurately" (1990).
 *
 * @param bytes The text.
 * @param cursor Where the number begins; moved behind it, or to the byte that does not belong there.
 * @returns The number, an infinity where it is too large for a float; NaN where it breaks JSON's grammar.
 */
export function readFloat(bytes: Uint8Array, cursor: Cursor): number {
  const start = cursor.at;
  let at = start;
  let byte = bytes[at] ?? 0;
  if (byte === minus) byte = bytes[++at] ?? 0;
  const sign = at === start ? 1 : -1;
  let digits = 0;
  let isCut = false;
  let exponent = 0;

  const whole = at;
  while (byte >= zero && byte <= nine) {
    if (digits < roomForDigit) digits = digits * 10 + (byte - zero);
    else {
      isCut = true;
      exponent++;
    }
    byte = bytes[++at] ?? 0;
  }
  if (at === whole || (at > whole + 1 && bytes[whole] === zero)) {
    // Nothing stands in front of the point, or a zero that should not.
    cursor.at = at === whole ? at : whole + 1;
    return Number.NaN;
  }
  if (byte === dot) {
    const fraction = at + 1;
    byte = bytes[++at] ?? 0;
    while (byte >= zero && byte <= nine) {
      if (digits < roomForDigit) {
        digits = digits * 10 + (byte - zero);
        exponent--;
      } else isCut = true;
      byte = bytes[++at] ?? 0;
    }
    if (at === fraction) {
      cursor.at = at;
      return Number.NaN;
    }
  }
  if ((byte | 0x20) === exponentSign) {
    byte = bytes[++at] ?? 0;
    const isSmall = byte === minus;
    if (isSmall || byte === plus) byte = bytes[++at] ?? 0;
    const first = at;
    let written = 0;
    while (byte >= zero && byte <= nine) {
      written = written * 10 + (byte - zero);
      byte = bytes[++at] ?? 0;
    }
    if (at === first) {
      cursor.at = at;
      return Number.NaN;
    }
    exponent += isSmall ? -written : written;
  }
  cursor.at = at;

  if (digits === 0) return sign * 0;
  if (exponent >= -22 && exponent <= 22) {
    const power = powers[Math.abs(exponent)] ?? 1;
    const value = sign * (exponent < 0 ? digits / power : digits * power);
    if (!isCut) return Math.fround(value);
    // The digits that were cut, and the rounding, are less than this part of the number.
    const float = Math.fround(value * (1 + 2e-15));
    if (Math.fround(value * (1 - 2e-15)) === float) return float;
  }
  return Math.fround(Number(decodeText(bytes, start, at, true)));
}
