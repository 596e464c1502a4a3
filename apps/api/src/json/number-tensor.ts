import type { NumberStore } from "./number-store.ts";

/**
 * Arrays of numbers inside one another, of one shape throughout, as a body has them: read into one flat array of 32-bit floats
 * or of bytes, which is what a network takes.
 */
export class NumberTensor {
  readonly #store: NumberStore;
  /** Where its numbers begin in the store. */
  readonly start: number;
  /** At least one length, and none of them 0. */
  readonly shape: readonly number[];
  /** How many numbers it has. */
  readonly size: number;

  constructor(store: NumberStore, start: number, shape: readonly number[]) {
    this.#store = store;
    this.start = start;
    this.shape = shape;
    this.size = shape.reduce((product, length) => product * length, 1);
  }

  /** `[size]`, row-major; infinite where a number is too large for a float. A copy only of bytes. */
  get numbers(): Float32Array<ArrayBuffer> {
    return this.#store.floats(this.start, this.start + this.size);
  }

  /**
   * Its numbers as they are wanted, where all numbers of the body are known to be so. Not a copy.
   *
   * @param isBytes Whether bytes are wanted, or finite floats.
   * @returns The numbers; `null` where each has to be looked at.
   */
  fit(isBytes: boolean): Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer> | null {
    const store = this.#store;
    if (!(isBytes ? store.isBytes : store.isFinite)) return null;
    return isBytes ? store.slice(this.start, this.start + this.size) : this.numbers;
  }
}

/** Whether a value of a body is an array. */
export function isArray(value: unknown): value is readonly unknown[] | NumberTensor {
  return Array.isArray(value) || value instanceof NumberTensor;
}

/**
 * Makes one tensor of a list of tensors, where they have one shape and lie side by side.
 *
 * @param store Where all of them lie.
 * @param list The list.
 * @returns The tensor; `null` where the list has anything else in it, or nothing.
 */
export function stackTensors(store: NumberStore, list: readonly unknown[]): NumberTensor | null {
  const [first] = list;
  if (!(first instanceof NumberTensor)) return null;
  const { shape, size } = first;
  let end = first.start;
  for (const each of list) {
    if (!(each instanceof NumberTensor) || each.start !== end || each.shape.length !== shape.length)
      return null;
    for (let level = 0; level < shape.length; level++) if (each.shape[level] !== shape[level]) return null;
    end += size;
  }
  return new NumberTensor(store, first.start, [list.length, ...shape]);
}
