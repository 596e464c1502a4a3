import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { kernelModule, kernels } from "./build-kernels.ts";

test.each(kernels)("$module is what $text compiles to, to the byte", async (kernel) => {
  const module = await readFile(new URL(`../${kernel.module}`, import.meta.url), "utf8");
  expect(module).toBe(await kernelModule(kernel));
});
