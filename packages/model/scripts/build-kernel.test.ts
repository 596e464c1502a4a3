import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { kernelModule } from "./build-kernel.ts";

test("dense-kernel.ts is what dense-kernel.wat compiles to, to the byte", async () => {
  const module = await readFile(new URL("../src/predictor/dense-kernel.ts", import.meta.url), "utf8");
  expect(module).toBe(await kernelModule());
});
