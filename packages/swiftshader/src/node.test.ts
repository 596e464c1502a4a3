import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTar } from "./read-tar.ts";
import { unpackDriver } from "./unpack-driver.ts";

const supported = process.platform === "linux" && process.arch === "x64";

describe.skipIf(!supported)("SwiftShader out of the npm package [needs linux x64]", () => {
  let cacheDir: string;
  beforeAll(async () => {
    cacheDir = await mkdtemp(join(tmpdir(), "proj-swiftshader-"));
  });
  afterAll(() => rm(cacheDir, { recursive: true, force: true }));

  test("several unpackings at once agree and leave nothing unfinished behind", async () => {
    const all = await Promise.all([1, 2, 3].map(() => unpackDriver({ cacheDir })));
    expect(new Set(all.map(({ icdFile }) => icdFile)).size).toBe(1);
    const { readdir } = await import("node:fs/promises");
    expect(await readdir(cacheDir)).toEqual(["swiftshader-147.0.0"]);
  });

  test("an altered or cut file in the cache is replaced, never loaded", async () => {
    const { icdFile, loaderFile } = await unpackDriver({ cacheDir });
    const [icd, loader] = [await readFile(icdFile), await readFile(loaderFile)];
    await writeFile(icdFile, icd.toString().replace("libvk_swiftshader", "libsomething_else"));
    await truncate(loaderFile, 1000);
    await unpackDriver({ cacheDir });
    expect(await readFile(icdFile)).toEqual(icd);
    expect(await readFile(loaderFile)).toEqual(loader);
  });

  test("a process with no driver of its own gets a SwiftShader adapter", async () => {
    const { icdFile, loaderFile } = await unpackDriver({ cacheDir });
    const program = `
      import os from "node:os";
      const { RTLD_NOW, RTLD_GLOBAL } = os.constants.dlopen;
      try { process.dlopen({ exports: {} }, ${JSON.stringify(loaderFile)}, RTLD_NOW | RTLD_GLOBAL | 0x1000); } catch {}
      const { create } = await import("webgpu");
      globalThis.gpu = create([]);
      console.log((await globalThis.gpu.requestAdapter()).info.description);
      process.exit(0);`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program], {
      env: { ...process.env, VK_DRIVER_FILES: icdFile },
    });
    expect(stdout).toMatch(/^SwiftShader driver /);
  });
});

test("a tar archive that ends too early is refused by name and size", () => {
  const header = new Uint8Array(512);
  header.set(new TextEncoder().encode("driver.so"), 0);
  header.set(new TextEncoder().encode("00000001000"), 124); // 512 in octal
  expect(() => [...readTar(header)]).toThrow(
    'Cannot read tar archive: "driver.so" needs 512 bytes, received 0',
  );
});
