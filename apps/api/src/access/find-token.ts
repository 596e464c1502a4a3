/** The most characters of a token. */
export const longestToken = 256;

/**
 * Writes a token's characters, with zeros behind them, so that all tokens are of the same length.
 *
 * @param token The token; what is beyond the most characters is left out.
 */
export function tokenCodes(token: string): Uint16Array {
  const codes = new Uint16Array(longestToken);
  const length = Math.min(token.length, longestToken);
  for (let index = 0; index < length; index++) codes[index] = token.charCodeAt(index);
  return codes;
}

/**
 * Finds a token among those that are known, in a time that depends on how many are known and on nothing else: each is
 * compared to its end, and all of them are, whichever fits.
 *
 * `hono/bearer-auth` stops at the one that fits, and hashes both anew for each comparison, which takes as long as the whole
 * of a small request.
 *
 * @param known The characters of the tokens, no two the same.
 * @param given The characters of the one that was sent.
 * @returns Which one it is, from 0; -1 for none of them.
 */
export function findToken(known: readonly ArrayLike<number>[], given: ArrayLike<number>): number {
  let found = 0;
  for (let index = 0; index < known.length; index++) {
    const token = known[index] ?? given;
    let difference = 0;
    for (let at = 0; at < longestToken; at++) difference |= (token[at] ?? 0) ^ (given[at] ?? 0);
    // All ones where nothing differs, and else zero, without a branch.
    found |= ((difference - 1) >> 31) & (index + 1);
  }
  return found - 1;
}
