/** The shortest WebAssembly: its header. */
const emptyModule = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);

/** Compiled for the first model that wants it: 1 KB, at once. */
let compiled: WebAssembly.Module | undefined;

/**
 * Compiles `dense-kernel.wat`.
 *
 * @returns The kernel; `null` where the runtime has no SIMD, and where the page or the platform forbids to compile.
 */
export async function compileKernel(): Promise<WebAssembly.Module | null> {
  // Pages whose policy forbids it need not load what they cannot compile; the bundle of Workers, which cannot either, says that
  // there is no WebAssembly, and leaves the rest out.
  if (globalThis.WebAssembly === undefined || !mayCompile()) return null;
  const { denseKernel } = await import("./dense-kernel.ts");
  try {
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(denseKernel), (letter) => letter.charCodeAt(0)));
    return compiled;
  } catch {
    return null;
  }
}

function mayCompile(): boolean {
  try {
    return new WebAssembly.Module(emptyModule) instanceof WebAssembly.Module;
  } catch {
    return false;
  }
}
