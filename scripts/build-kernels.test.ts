import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { compiledKernel, kernelModule, kernels } from "./build-kernels.ts";

test.each(kernels)("$module is what $text compiles to, to the byte", async (kernel) => {
  const module = await readFile(new URL(`../${kernel.module}`, import.meta.url), "utf8");
  expect(module).toBe(kernelModule(kernel, await compiledKernel(kernel)));
});

test.each(kernels.filter(({ binary = "" }) => binary !== ""))(
  "$binary is what $text compiles to, to the byte",
  async (kernel) => {
    const binary = await readFile(new URL(`../${kernel.binary}`, import.meta.url));
    expect(binary).toEqual(await compiledKernel(kernel));
  },
);
