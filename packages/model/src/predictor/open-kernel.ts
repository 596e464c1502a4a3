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

/**
 * Starts the kernel.
 *
 * @param compiled `dense-kernel.wat`, compiled.
 * @param bytes The size of its memory.
 * @returns The kernel, which is collected with its memory as any object is; `null` where there is no memory left.
 */
export function openKernel(compiled: WebAssembly.Module, bytes: number): Kernel | null {
  const pages = Math.ceil(bytes / pageBytes);
  try {
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { exports } = new WebAssembly.Instance(compiled, { model: { memory } });
    return { memory: memory.buffer, sumLayer: exports["sumLayer"] as Kernel["sumLayer"] };
  } catch {
    return null;
  }
}
