/**
 * Compiles the kernels, which are written in the text format of WebAssembly, into modules beside them. All is checked in: the
 * sources run without a build, and a test holds text and modules together.
 *
 * usage: npm run build:kernels
 */
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import openWabt from "wabt";

const root = new URL("../", import.meta.url);

/** A kernel: `NAME.wat`, `NAME.ts` and, where a platform imports it compiled, `NAME.wasm`. */
export interface KernelFiles {
  /** The text, from the repository's root. */
  readonly text: string;
  /** The module that it is compiled into. */
  readonly module: string;
  /** What the module exports. */
  readonly name: string;
  /** The kernel itself, compiled; left out where nobody imports it. */
  readonly binary?: string;
}

/** All of them. */
export const kernels: readonly KernelFiles[] = [
  {
    ...kernel("packages/model/src/predictor/dense-kernel", "denseKernel"),
    binary: "packages/model/src/predictor/dense-kernel.wasm",
  },
  kernel("apps/api/src/json/number-kernel", "numberKernel"),
];

function kernel(path: string, name: string): KernelFiles {
  return { text: `${path}.wat`, module: `${path}.ts`, name };
}

/**
 * Compiles a kernel.
 *
 * @returns The kernel.
 * @throws {Error} Where the text is no WebAssembly, or uses what version 2.0 does not have.
 */
export async function compiledKernel({ text }: KernelFiles): Promise<Buffer> {
  const wabt = await openWabt();
  const source = await readFile(new URL(text, root), "utf8");
  const module = wabt.parseWat(basename(text), source, { simd: true });
  try {
    module.validate();
    return Buffer.from(module.toBinary({}).buffer);
  } finally {
    module.destroy();
  }
}

/**
 * Writes a module that carries a kernel as text.
 *
 * @param files The kernel's files.
 * @param compiled The kernel.
 * @returns The source of the module.
 */
export function kernelModule({ text, name }: KernelFiles, compiled: Buffer): string {
  const base64 = compiled.toString("base64");
  return `/** \`${basename(text)}\`, compiled by \`npm run build:kernels\`: base64. */\nexport const ${name}: string =\n  "${base64}";\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const each of kernels) {
    const compiled = await compiledKernel(each);
    await writeFile(new URL(each.module, root), kernelModule(each, compiled));
    if (each.binary !== undefined) await writeFile(new URL(each.binary, root), compiled);
  }
}
