const pattern = /^[1-9][0-9]{0,17}$/;

/**
 * Whether a text is a version: a whole number of at least 1, without leading zeros, of at most 18 digits, so that it fits the
 * 64 bits that model servers give it.
 *
 * @param text Any text.
 */
export function isVersion(text: string): boolean {
  return pattern.test(text);
}

/**
 * Orders versions by their number, the newest, which is the largest, first.
 *
 * @param a A version.
 * @param b Another one.
 * @returns Below 0 where `a` is newer.
 */
export function newestFirst(a: string, b: string): number {
  // As text: a number of JavaScript has no room for 18 digits.
  return b.length - a.length || (a < b ? 1 : a > b ? -1 : 0);
}
