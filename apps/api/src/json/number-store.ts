/** Numbers for which there is room at first: those of a few pictures. */
const fewNumbers = 2 ** 12;

/**
 * Numbers for which there is room next, where the text could hold as many: memory is taken from the system as it is
 * written to, and a store that grows is written to again.
 */
const manyNumbers = 2 ** 21;

/**
 * The numbers of a body, one after the other: bytes as long as all of them are, and 32-bit floats from the first on that is
 * none. Pixels take a quarter of the memory so, and whoever wants bytes has them.
 */
export class NumberStore {
  readonly #most: number;
  #numbers: Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
  #isBytes = true;
  #isFinite = true;
  #count = 0;

  /** @param most How many there can be. */
  constructor(most: number) {
    this.#most = most;
    this.#numbers = new Uint8Array(Math.min(fewNumbers, most));
  }

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** Whether all of them are whole numbers from 0 to 255, and none is -0. */
  get isBytes(): boolean {
    return this.#isBytes;
  }

  /** Whether none of them is too large for a float. */
  get isFinite(): boolean {
    return this.#isFinite;
  }

  push(value: number): void {
    if (this.#isBytes && ((value & 255) !== value || 1 / value < 0)) this.#toFloats();
    if (value - value !== 0) this.#isFinite = false;
    this.pushZeros(1);
    this.#numbers[this.#count - 1] = value;
  }

  /**
   * The same as pushing 0 that often: the memory that is left over is zeros.
   *
   * @param count How often.
   * @param expected How many numbers there may be when the text has been read.
   */
  pushZeros(count: number, expected = manyNumbers): void {
    const end = this.#count + count;
    const { length } = this.#numbers;
    // As much as is expected, if it is not too much.
    if (end > length) this.#move(Math.max(end, Math.min(Math.max(2 * length, expected), this.#most)));
    this.#count = end;
  }

  /** Some of them; not a copy: bytes may be written over them, and finite floats where not all are bytes. */
  slice(start: number, end: number): Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer> {
    return this.#numbers.subarray(start, end);
  }

  /** Some of them as floats; a copy only where all are bytes. */
  floats(start: number, end: number): Float32Array<ArrayBuffer> {
    if (this.#isBytes) this.#toFloats();
    return this.slice(start, end) as Float32Array<ArrayBuffer>;
  }

  /** Takes all but the first ones out. */
  cut(count: number): number[] {
    const rest = this.slice(count, this.#count);
    const numbers = Array.from(rest);
    rest.fill(0);
    this.#count = count;
    return numbers;
  }

  #toFloats(): void {
    this.#isBytes = false;
    this.#move(this.#numbers.length);
  }

  #move(length: number): void {
    const numbers = this.#isBytes ? new Uint8Array(length) : new Float32Array(length);
    numbers.set(this.slice(0, this.#count));
    this.#numbers = numbers;
  }
}
