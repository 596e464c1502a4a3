/**
 * Writes a share as a number of percent.
 *
 * @param share The share, from 0 to 1.
 * @param digits Decimals.
 * @returns The number, without a sign: `97.6`.
 */
export function percent(share: number, digits: number): string {
  return (share * 100).toFixed(digits);
}
