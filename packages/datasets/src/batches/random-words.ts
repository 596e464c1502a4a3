import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { generatorState } from "./generator-state.ts";

/** What {@linkcode randomWords} depends on, and nothing else. */
export interface RandomWordsOptions {
  /** Number of words, an integer from 0. */
  readonly count: number;
  /** Safe integers, such as a seed and a step; their order counts. */
  readonly keys: readonly number[];
}

/**
 * Words of 32 random bits that depend on their keys alone, so that whoever goes on at some step needs no state of a random
 * generator. The same keys give the same words on every runtime.
 *
 * @param options How many words, and their keys.
 * @returns The words, `[count]`, each from 0 to 2^32 - 1.
 * @throws {RangeError} If the count is no array's length, or a key is no safe integer.
 *
 * @example
 * ```ts
 * import { randomWords } from "@proj/datasets";
 *
 * const [seed, step] = [1, 20];
 * const heads = randomWords({ count: 8, keys: [seed, step] }).map((word) => (word < 2 ** 31 ? 1 : 0));
 * console.log(heads);
 * ```
 *
 * Source: the generator is xoroshiro128+ of D. Blackman and S. Vigna.
 */
export function randomWords({ count, keys }: RandomWordsOptions): Uint32Array<ArrayBuffer> {
  if (!Number.isInteger(count) || count < 0 || count > 2 ** 32 - 1) {
    throw new RangeError(
      `Cannot draw random words: count must be an integer from 0 to 4294967295, received ${count}`,
    );
  }
  for (const key of keys) {
    if (!Number.isSafeInteger(key)) {
      throw new RangeError(`Cannot draw random words: keys must be safe integers, received ${key}`);
    }
  }
  const generator = xoroshiro128plusFromState(generatorState(...keys));
  const words = new Uint32Array(count);
  for (let i = 0; i < count; i++) words[i] = generator.next();
  return words;
}
