/** A place in a text. */
export interface Cursor {
  at: number;
}

const minus = 0x2d;
const plus = 0x2b;
const dot = 0x2e;
const zero = 0x30;
/** A small e; a capital one becomes it by setting one bit. */
const exponentSign = 0x65;

/** Below it one more digit leaves a whole number that float64 holds. */
const roomForDigit = 9e14;

/** Digits that are kept behind those that fit. */
const longestTail = 8;

/** The powers of ten that float64 holds. */
const powers = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * Reads a number of a JSON text, rounded as `JSON.parse` rounds it.
 *
 * Up to 15 digits and a small exponent are one division of two exact numbers, which rounds correctly by itself. What programs
 * print for a float has one or two digits more: there the remainder of the division is worked out exactly, and the digits left
 * over are added to it. Where that cannot tell, the text is left to `Number`, which is ten times slower.
 *
 * Source: W. D. Clinger, "How to Read Floating Point Numbers Accurately" (1990); T. J. Dekker, "A floating-point technique for
 * extending the available precision" (1971).
 *
 * @param bytes The text.
 * @param cursor Where the number begins; moved behind it, or to the byte that does not belong there.
 * @returns The number, an infinity where it is too large; NaN where it breaks JSON's grammar.
 */
export function readNumber(bytes: Uint8Array, cursor: Cursor): number {
  const start = cursor.at;
  let at = start;
  let byte = bytes[at] ?? 0;
  if (byte === minus) byte = bytes[++at] ?? 0;
  const sign = at === start ? 1 : -1;
  let head = 0;
  let tail = 0;
  let tailLength = 0;
  let exponent = 0;

  const whole = at;
  while (byte >= zero && byte <= 0x39) {
    if (head < roomForDigit) head = head * 10 + (byte - zero);
    else {
      exponent++;
      if (tailLength < longestTail) tail = tail * 10 + (byte - zero);
      tailLength++;
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
    while (byte >= zero && byte <= 0x39) {
      if (head < roomForDigit) {
        head = head * 10 + (byte - zero);
        exponent--;
      } else {
        if (tailLength < longestTail) tail = tail * 10 + (byte - zero);
        tailLength++;
      }
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
    const digits = at;
    let written = 0;
    while (byte >= zero && byte <= 0x39) {
      written = written * 10 + (byte - zero);
      byte = bytes[++at] ?? 0;
    }
    if (at === digits) {
      cursor.at = at;
      return Number.NaN;
    }
    exponent += isSmall ? -written : written;
  }
  cursor.at = at;

  if (tailLength === 0) {
    if (exponent === 0 || head === 0) return sign * head;
    if (exponent < 0 && exponent >= -22) return (sign * head) / (powers[-exponent] ?? 1);
  } else if (tailLength <= longestTail && exponent < 0 && exponent >= -22) {
    const value = divide(head, tail / (powers[tailLength] ?? 1), powers[-exponent] ?? 1);
    if (!Number.isNaN(value)) return sign * value;
  }
  return Number(new TextDecoder().decode(bytes.subarray(start, at)));
}

/**
 * `(head + rest) / power`, correctly rounded.
 *
 * @param head A whole number from 9e14 to 2^53.
 * @param rest From 0 to 1.
 * @param power A power of ten up to 10^22.
 * @returns The quotient; NaN where it lies too close to the middle of two numbers to tell.
 */
function divide(head: number, rest: number, power: number): number {
  const quotient = head / power;
  // The product of the rounded quotient and the power, as a sum of two numbers without an error: Dekker's method.
  const product = quotient * power;
  const quotientHigh = highHalf(quotient);
  const quotientLow = quotient - quotientHigh;
  const powerHigh = highHalf(power);
  const powerLow = power - powerHigh;
  const error =
    quotientLow * powerLow -
    (product - quotientHigh * powerHigh - quotientLow * powerHigh - quotientHigh * powerLow);
  const correction = (head - product - error + rest) / power;
  // It is right to about 15 digits: where a last digit more or less makes no difference, neither does its error.
  const doubt = Math.abs(correction) * 1e-12;
  const value = quotient + (correction - doubt);
  return value === quotient + (correction + doubt) ? value : Number.NaN;
}

/** The upper 26 of the 53 bits of a number. */
function highHalf(value: number): number {
  const scaled = value * 134217729; // 2^27 + 1
  return scaled - (scaled - value);
}
