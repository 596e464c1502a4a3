/**
 * Compiles the kernels, which are written in the text format of WebAssembly, into modules beside them. Both are checked in: the
 * sources run without a build, and a test holds the two together.
 *
 * usage: npm run build:kernels
 */
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import openWabt from "wabt";

const root = new URL("../", import.meta.url);

/** A kernel: `NAME.wat` and `NAME.ts`. */
export interface KernelFiles {
  /** The text, from the repository's root. */
  readonly text: string;
  /** The module that it is compiled into. */
  readonly module: string;
  /** What the module exports. */
  readonly name: string;
}

/** All of them. */
export const kernels: readonly KernelFiles[] = [
  kernel("packages/model/src/predictor/dense-kernel", "denseKernel"),
  kernel("apps/api/src/json/number-kernel", "numberKernel"),
];

function kernel(path: string, name: string): KernelFiles {
  return { text: `${path}.wat`, module: `${path}.ts`, name };
}

/**
 * Compiles a kernel.
 *
 * @returns The source of a module that exports the compiled kernel.
 * @throws {Error} Where the text is no WebAssembly, or uses what version 2.0 does not have.
 */
export async function kernelModule({ text, name }: KernelFiles): Promise<string> {
  const file = basename(text);
  const wabt = await openWabt();
  const module = wabt.parseWat(file, await readFile(new URL(text, root), "utf8"), { simd: true });
  try {
    module.validate();
    const base64 = Buffer.from(module.toBinary({}).buffer).toString("base64");
    return `/** \`${file}\`, compiled by \`npm run build:kernels\`: base64. */\nexport const ${name}: string =\n  "${base64}";\n`;
  } finally {
    module.destroy();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const each of kernels) await writeFile(new URL(each.module, root), await kernelModule(each));
}
