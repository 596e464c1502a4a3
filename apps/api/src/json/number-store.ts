/**
 * Numbers for which there is room at once, where the text could hold as many: memory is taken from the system as it is
 * written to, and a store that grows is written to again.
 */
const mostAtFirst = 2 ** 21;

/** The numbers of a body, one after the other. */
export class NumberStore {
  #numbers: Float32Array<ArrayBuffer>;
  #count = 0;

  /** @param most How many there can be. */
  constructor(most: number) {
    this.#numbers = new Float32Array(Math.min(mostAtFirst, Math.max(1, most)));
  }

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  push(value: number): void {
    if (this.#count === this.#numbers.length) this.#grow();
    this.#numbers[this.#count++] = value;
  }

  /** The same as pushing 0 that often: the memory that is left over is zeros. */
  pushZeros(count: number): void {
    this.#count += count;
    while (this.#count > this.#numbers.length) this.#grow();
  }

  /** Some of them; not a copy. */
  slice(start: number, end: number): Float32Array<ArrayBuffer> {
    return this.#numbers.subarray(start, end);
  }

  /** Forgets all but the first ones. */
  cut(count: number): void {
    this.#numbers.fill(0, count, this.#count);
    this.#count = count;
  }

  #grow(): void {
    const longer = new Float32Array(this.#numbers.length * 2);
    longer.set(this.#numbers);
    this.#numbers = longer;
  }
}
