/**
 * A small generator of pseudo-random numbers, the same ones for the same seed.
 *
 * @param seed A whole number from 1.
 * @returns A function that gives the next number, from 0 to below 1.
 */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
