import { epochOrder } from "../batches/epoch-order.ts";

/** Indices of the rows to train on, to choose by and to measure with: sorted, and no row in two of them. */
export interface RowSplit {
  /** Indices of the rows to train on. */
  readonly train: Uint32Array;
  /** Indices of the rows that choose the epoch. */
  readonly validation: Uint32Array;
  /** Indices of the rows that nothing else sees. */
  readonly test: Uint32Array;
}

/** What {@linkcode splitRows} depends on, and nothing else. */
export interface SplitRowsOptions {
  /** Number of rows, an integer from 1. */
  readonly count: number;
  /** Any safe integer. */
  readonly seed: number;
  /** The shares of the rows that are held out, each from 0 to less than 1; the rest is for training. */
  readonly fractions: { readonly validation: number; readonly test: number };
}

/**
 * Divides rows at random into those to train on, to choose by (when to stop, for one) and to measure with. The same
 * count, seed and fractions give the same division on every runtime.
 *
 * Rows that belong together, such as several visits of one person, are not kept together: divide those by hand, and read
 * the division with `readSplit`.
 *
 * @param options Number of rows, seed, and fractions; a part has its fraction of the rows, rounded to the nearest integer.
 * @returns The three parts, each sorted.
 * @throws {RangeError} If a number is out of range, or a part that is asked for would get no row.
 *
 * @example
 * ```ts
 * import { splitRows } from "@proj/datasets";
 *
 * const { train, validation, test } = splitRows({ count: 10, seed: 1, fractions: { validation: 0.1, test: 0.2 } });
 * console.log(train.length, validation.length, test.length); // 7 1 2
 * ```
 */
export function splitRows({ count, seed, fractions }: SplitRowsOptions): RowSplit {
  const { validation, test } = fractions;
  for (const [part, fraction] of Object.entries({
    validation,
    test,
    "validation + test": validation + test,
  })) {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new RangeError(
        `Cannot divide the rows: ${part} must be a fraction from 0 to less than 1, received ${fraction}`,
      );
    }
  }
  if (count === 0) throw new RangeError("Cannot divide the rows: there must be at least one, received none");
  const order = epochOrder({ count, seed, epoch: 0 });
  const validationCount = Math.round(validation * count);
  const heldOut = validationCount + Math.round(test * count);
  const parts = {
    validation: order.slice(0, validationCount).sort(),
    test: order.slice(validationCount, heldOut).sort(),
    train: order.slice(heldOut).sort(),
  };
  const wanted = { validation, test, train: 1 };
  for (const part of ["validation", "test", "train"] as const) {
    if (wanted[part] > 0 && parts[part].length === 0) {
      throw new RangeError(
        `Cannot divide the rows: ${part} must get at least one of them, received ${count} rows and the fractions ${validation} and ${test}`,
      );
    }
  }
  return parts;
}
