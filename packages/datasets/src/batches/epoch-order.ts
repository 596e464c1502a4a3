import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { generatorState } from "./generator-state.ts";

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

function check(what: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(
      `Cannot order an epoch: ${what} must be an integer from ${least} to ${most}, received ${value}`,
    );
  }
}
