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

/** How much more room is made for numbers than what has been read promises. */
const margin = 1.05;

/** Numbers below this many are copied faster one by one. */
const few = 16;

/** How many times the kernel is not asked after it has read nothing. */
const pause = 8;

/** A number this close to the end of a part may be cut off there. */
const longest = 64;

/** Shows a JSON text to the kernel that reads numbers, part by part. Another text may be opened when this one has been read. */
export class NumberWindow {
  readonly #text: Uint8Array;
  readonly #kernel: NumberKernel | null;
  /** The part of the text that is in the kernel's memory. */
  #start = 0;
  #end = 0;
  /** How many times the kernel is not to be asked. */
  #pause = 0;

  /** @param text The text, in UTF-8. */
  constructor(text: Uint8Array) {
    this.#text = text;
    this.#kernel = openNumberKernel();
  }

  /** Whether the kernel reads: it does not where the runtime has no SIMD or forbids to compile. */
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
    if (kernel === null || this.#pause > 0) {
      this.#pause--;
      return readShortNumbers(this.#text, at, store);
    }
    const { bytes, readBytes, readFloats } = kernel;
    const { length } = this.#text;
    let place = at;
    for (;;) {
      if (place + longest > this.#end && this.#end < length) this.#move(bytes, place);
      const from = textAt + place - this.#start;
      const isBytes = store.isBytes;
      const read = (isBytes ? readBytes(from, numbersAt) : readFloats(from, numbersAt)) - from;
      place += read;
      if (read > 0) this.#keep(kernel, store, place);
      if (place + longest <= this.#end || this.#end === length) break;
    }
    // Where there is one number that the kernel does not know there may be more.
    if (place === at) this.#pause = pause;
    return place;
  }

  /** Copies what the kernel has read, up to a place in the text. */
  #keep({ bytes, floats, words }: NumberKernel, store: NumberStore, place: number): void {
    const end = words[0] ?? 0;
    const first = store.isBytes ? numbersAt : numbersAt / 4;
    const source = store.isBytes ? bytes : floats;
    const count = store.isBytes ? end - first : end / 4 - first;
    if (count < few) {
      for (let index = first; index < first + count; index++) store.push(source[index] ?? 0);
      return;
    }
    // What is left of the text may hold as many.
    const expected = Math.ceil((margin * (store.count + count) * this.#text.length) / place);
    store.pushZeros(count, expected);
    store.slice(store.count - count, store.count).set(source.subarray(first, first + count));
  }

  #move(bytes: Uint8Array, start: number): void {
    const part = this.#text.subarray(start, start + mostText);
    bytes.set(part, textAt);
    bytes.fill(0, textAt + part.length, textAt + part.length + textEnd);
    this.#start = start;
    this.#end = start + part.length;
  }
}
