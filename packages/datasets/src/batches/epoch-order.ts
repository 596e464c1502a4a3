import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** What {@linkcode epochOrder} depends on, and nothing else. */
export interface EpochOrderOptions {
  /** Number of samples, an integer from 1 to 2^32 - 1. */
  readonly count: number;
  /** Any safe integer. */
  readonly seed: number;
  /** Which epoch, an integer from 0. */
  readonly epoch: number;
}

/**
 * The order in which one epoch goes through the samples: a random permutation of `0 ... count - 1`.
 *
 * It depends on count, seed and epoch alone, so that a run which resumes at some epoch needs no state of a random
 * generator. The same three give the same order on every runtime.
 *
 * @param options Number of samples, seed and epoch.
 * @returns The permutation, `[count]`.
 * @throws {RangeError} If one of the three is not an integer in its range.
 *
 * @example
 * ```ts
 * import { batches, epochOrder } from "@proj/datasets";
 *
 * for (const batch of batches(epochOrder({ count: 9003, seed: 1, epoch: 0 }), 128)) {
 *   console.log(batch.length); // 128, and 43 for the last one
 * }
 * ```
 *
 * Source: R. Durstenfeld, "Algorithm 235: Random permutation", 1964 (the Fisher-Yates shuffle); the generator is
 * xoroshiro128+ of D. Blackman and S. Vigna.
 */
export function epochOrder({ count, seed, epoch }: EpochOrderOptions): Uint32Array {
  check("count", count, 1, 2 ** 32 - 1);
  check("seed", seed, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  check("epoch", epoch, 0, Number.MAX_SAFE_INTEGER);
  const generator = xoroshiro128plusFromState(generatorState(seed, epoch));
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const chosen = uniformInt(generator, 0, last);
    const sample = order[chosen] ?? 0;
    order[chosen] = order[last] ?? 0;
    order[last] = sample;
  }
  return order;
}

/**
 * Four words that all depend on every bit of seed and epoch: neighbouring seeds and epochs must not start neighbouring
 * sequences, and `seed + 1, epoch` must not be `seed, epoch + 1`.
 */
function generatorState(seed: number, epoch: number): number[] {
  const keys = [seed, epoch].flatMap((number) => [number | 0, Math.floor(number / 2 ** 32) | 0]);
  return [1, 2, 3, 4].map((word) => keys.reduce((state, key) => mix(mix(state) ^ key), word));
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

function check(what: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(
      `Cannot order an epoch: ${what} must be an integer from ${least} to ${most}, received ${value}`,
    );
  }
}
