/**
 * Four words for a generator's start that all depend on every bit of every key: neighbouring keys must not start
 * neighbouring sequences, and `[seed + 1, epoch]` must not be `[seed, epoch + 1]`.
 *
 * @param keys Safe integers; their order counts.
 * @returns The state.
 */
export function generatorState(...keys: readonly number[]): number[] {
  const words = keys.flatMap((key) => [key | 0, Math.floor(key / 2 ** 32) | 0]);
  return [1, 2, 3, 4].map((place) => words.reduce((state, word) => mix(mix(state) ^ word), place));
}

/**
 * Spreads every bit of a word over all of it; each word has its own result.
 *
 * Source: the finalizer of A. Appleby's MurmurHash3, after a step by the golden ratio.
 */
function mix(word: number): number {
  let bits = (word + 0x9e3779b9) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
