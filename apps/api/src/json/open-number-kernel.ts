import { numberKernel } from "./number-kernel.ts";

/** Where the text begins in the kernel's memory: behind its tables. */
export const textAt = 512;

/** The bytes of a text that it takes at once. */
export const mostText = 2 ** 16;

/** Zeros that have to stand behind the text. */
export const textEnd = 64;

/** Where the numbers go: each has at least a digit and a comma. */
export const numbersAt = 2 ** 10 + mostText;

/** Memory for the text and as many floats as it can hold, in pages of 64 KiB. */
const pages = 4;

/** `number-kernel.wat` with its memory. */
export interface NumberKernel {
  /** The memory. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly floats: Float32Array<ArrayBuffer>;
  /** Of these the first is where the numbers end. */
  readonly words: Int32Array<ArrayBuffer>;
  /** Both take where the text begins and where the numbers go, and return where they stopped. */
  readonly readBytes: (at: number, out: number) => number;
  readonly readFloats: (at: number, out: number) => number;
}

/** Compiled when the first array of numbers is read; `null` where the runtime has no SIMD, or forbids to compile. */
let opened: NumberKernel | null | undefined;

/**
 * Starts the kernel, one for all requests: whoever fills its memory reads from it before another can.
 *
 * @returns The kernel; `null` where there is none.
 */
export function openNumberKernel(): NumberKernel | null {
  if (opened === undefined) opened = compile();
  return opened;
}

function compile(): NumberKernel | null {
  try {
    const module = new WebAssembly.Module(
      Uint8Array.from(atob(numberKernel), (letter) => letter.charCodeAt(0)),
    );
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { exports } = new WebAssembly.Instance(module, { api: { memory } });
    return {
      bytes: new Uint8Array(memory.buffer),
      floats: new Float32Array(memory.buffer),
      words: new Int32Array(memory.buffer),
      readBytes: exports["readBytes"] as NumberKernel["readBytes"],
      readFloats: exports["readFloats"] as NumberKernel["readFloats"],
    };
  } catch {
    return null;
  }
}
