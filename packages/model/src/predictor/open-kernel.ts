import { denseKernel } from "./dense-kernel.ts";

/** Bytes of a page of WebAssembly's memory. */
const pageBytes = 2 ** 16;

/** `dense-kernel.wat` with a memory of its own. */
export interface Kernel {
  readonly memory: ArrayBuffer;
  /** The text says what the parameters are. */
  readonly sumLayer: (
    from: number,
    count: number,
    size: number,
    stride: number,
    values: number,
    live: number,
    kernel: number,
    bias: number,
    sums: number,
    rowBytes: number,
    least: number,
  ) => void;
}

/** Compiled by the first model that wants it: 1 KB, at once. */
let compiled: WebAssembly.Module | undefined;

/**
 * Starts the kernel.
 *
 * @param bytes The size of its memory.
 * @returns The kernel, which is collected with its memory as any object is; `null` where the runtime has no SIMD or no memory
 * left, and where the page or the platform forbids to compile.
 */
export function openKernel(bytes: number): Kernel | null {
  const pages = Math.ceil(bytes / pageBytes);
  try {
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(denseKernel), (letter) => letter.charCodeAt(0)));
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { exports } = new WebAssembly.Instance(compiled, { model: { memory } });
    return { memory: memory.buffer, sumLayer: exports["sumLayer"] as Kernel["sumLayer"] };
  } catch {
    return null;
  }
}
