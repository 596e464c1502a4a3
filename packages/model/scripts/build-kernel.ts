/**
 * Compiles `src/predictor/dense-kernel.wat` into `src/predictor/dense-kernel.ts`. Both are checked in: the sources run without a
 * build, and a test holds the two together.
 *
 * usage: npm run build:kernel
 */
import { readFile, writeFile } from "node:fs/promises";
import process from "node:process";
import { fileURLToPath } from "node:url";
import openWabt from "wabt";

const folder = new URL("../src/predictor/", import.meta.url);

/**
 * Compiles the kernel.
 *
 * @returns The source of a module that exports the compiled kernel.
 * @throws {Error} Where the text is no WebAssembly, or uses what version 2.0 does not have.
 */
export async function kernelModule(): Promise<string> {
  const text = await readFile(new URL("dense-kernel.wat", folder), "utf8");
  const wabt = await openWabt();
  const module = wabt.parseWat("dense-kernel.wat", text, { simd: true });
  try {
    module.validate();
    const base64 = Buffer.from(module.toBinary({}).buffer).toString("base64");
    return `/** \`dense-kernel.wat\`, compiled by \`npm run build:kernel\`: base64. */\nexport const denseKernel: string =\n  "${base64}";\n`;
  } finally {
    module.destroy();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(new URL("dense-kernel.ts", folder), await kernelModule());
}
