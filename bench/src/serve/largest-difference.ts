/**
 * The largest difference between two lists of numbers.
 *
 * @param first Numbers.
 * @param second As many.
 * @returns The difference; NaN where one of them holds NaN or the lengths differ.
 */
export function largestDifference(first: ArrayLike<number>, second: ArrayLike<number>): number {
  if (first.length !== second.length) return Number.NaN;
  let largest = 0;
  for (let index = 0; index < first.length; index++) {
    const difference = Math.abs((first[index] ?? Number.NaN) - (second[index] ?? Number.NaN));
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}
