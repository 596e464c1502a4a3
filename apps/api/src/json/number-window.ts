import type { NumberStore } from "./number-store.ts";
import {
  mostText,
  type NumberKernel,
  numbersAt,
  openNumberKernel,
  textAt,
  textEnd,
} from "./open-number-kernel.ts";
import { readShortNumbers } from "./short-numbers.ts";

/** Texts below are read as fast without it. */
const leastText = 256;

/** How much more room is made for numbers than what has been read promises. */
const margin = 1.05;

/** A number this close to the end of a part may be cut off there. */
const longest = 64;

/** Shows a JSON text to the kernel that reads numbers, part by part. Another text may be opened when this one has been read. */
export class NumberWindow {
  readonly #text: Uint8Array;
  readonly #kernel: NumberKernel | null;
  /** The part of the text that is in the kernel's memory. */
  #start = 0;
  #end = 0;

  /** @param text The text, in UTF-8. */
  constructor(text: Uint8Array) {
    this.#text = text;
    this.#kernel = text.length < leastText ? null : openNumberKernel();
  }

  /** Whether the kernel reads: it does not where a text is short, and where the runtime has no SIMD or forbids to compile. */
  get isOpen(): boolean {
    return this.#kernel !== null;
  }

  /**
   * Reads numbers that have a comma behind them, one after the other, and stops in front of any that takes more care.
   *
   * @param at Where the first one begins; never before a place that was read.
   * @param store Where they go.
   * @returns The place behind the last comma.
   */
  read(at: number, store: NumberStore): number {
    const kernel = this.#kernel;
    if (kernel === null) return readShortNumbers(this.#text, at, store);
    const { bytes, floats, words, readBytes, readFloats } = kernel;
    const { length } = this.#text;
    let place = at;
    for (;;) {
      if (place + longest > this.#end && this.#end < length) this.#move(bytes, place);
      const from = textAt + place - this.#start;
      const isBytes = store.isBytes;
      const read = (isBytes ? readBytes(from, numbersAt) : readFloats(from, numbersAt)) - from;
      place += read;
      if (read > 0) {
        const end = words[0] ?? 0;
        const numbers = isBytes ? bytes.subarray(numbersAt, end) : floats.subarray(numbersAt / 4, end / 4);
        // What is left of the text may hold as many.
        const expected = Math.ceil((margin * (store.count + numbers.length) * length) / place);
        store.extend(numbers.length, expected).set(numbers);
      }
      if (place + longest <= this.#end || this.#end === length) return place;
    }
  }

  #move(bytes: Uint8Array, start: number): void {
    const part = this.#text.subarray(start, start + mostText);
    bytes.set(part, textAt);
    bytes.fill(0, textAt + part.length, textAt + part.length + textEnd);
    this.#start = start;
    this.#end = start + part.length;
  }
}
