import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { brotliDecompressSync } from "node:zlib";
import { type DriverFiles, driverDigests, driverRelease } from "./driver-files.ts";
import { readTar } from "./read-tar.ts";

/** Choices of {@linkcode unpackDriver}. */
export interface UnpackOptions {
  /** The folder that receives the driver's own folder; by default `$PROJ_CACHE_DIR`, `$XDG_CACHE_HOME/proj` or `~/.cache/proj`. */
  cacheDir?: string | undefined;
}

/**
 * Unpacks the SwiftShader driver from `@sparticuz/chromium` into the user's cache, unless it lies there already.
 *
 * Every file is compared with its pinned SHA-256 at each call, whether fresh or cached, because it will be loaded as
 * machine code. The folder appears under its final name only when complete, so several processes may call at once.
 *
 * @param options Where to put it.
 * @returns The paths of the driver's description and of the Vulkan loader.
 * @throws {Error} If the machine is not Linux x64, the archive is missing, or a file is not the expected one.
 *
 * @example
 * ```ts
 * import { unpackDriver } from "./unpack-driver.ts";
 *
 * const { icdFile } = await unpackDriver();
 * ```
 */
export async function unpackDriver(options: UnpackOptions = {}): Promise<DriverFiles> {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      `Cannot unpack SwiftShader: the packaged driver is for linux x64, received ${process.platform} ${process.arch}`,
    );
  }
  const folder = join(options.cacheDir ?? defaultCacheDir(), `swiftshader-${driverRelease}`);
  if (!(await isComplete(folder))) await unpackInto(folder);
  return { icdFile: join(folder, "vk_swiftshader_icd.json"), loaderFile: join(folder, "libvulkan.so.1") };
}

/** The folder for what can be made again, as the XDG base directory specification has it. */
function defaultCacheDir(): string {
  const { PROJ_CACHE_DIR, XDG_CACHE_HOME } = process.env;
  return PROJ_CACHE_DIR || join(XDG_CACHE_HOME || join(homedir(), ".cache"), "proj");
}

/** Whether the folder holds every file of the driver, unaltered. */
async function isComplete(folder: string): Promise<boolean> {
  for (const [name, digest] of Object.entries(driverDigests)) {
    const contents = await readFile(join(folder, name)).catch(() => undefined);
    if (contents === undefined || sha256(contents) !== digest) return false;
  }
  return true;
}

async function unpackInto(folder: string): Promise<void> {
  const archive = brotliDecompressSync(await readFile(archivePath()));
  const unpacking = `${folder}.${randomUUID()}`;
  await mkdir(unpacking, { recursive: true, mode: 0o700 });
  try {
    for (const { name, contents } of readTar(archive)) {
      const file = basename(name);
      if (Object.hasOwn(driverDigests, file)) await writeFile(join(unpacking, file), contents);
    }
    if (!(await isComplete(unpacking))) {
      throw new Error(
        `Cannot unpack SwiftShader: the archive of @sparticuz/chromium does not hold the files of release ${driverRelease}. Reinstall the packages.`,
      );
    }
    // What stood there was incomplete or altered. Another process may put its own complete copy there first: as good.
    await rm(folder, { recursive: true, force: true });
    await rename(unpacking, folder).catch(async (error: unknown) => {
      if (!(await isComplete(folder))) throw error;
    });
  } finally {
    await rm(unpacking, { recursive: true, force: true });
  }
}

/** The archive inside the installed package; its `exports` name no file but the entry, which lies in `build/cjs`. */
function archivePath(): string {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  return join(dirname(entry), "..", "..", "bin", "swiftshader.tar.br");
}

function sha256(contents: Uint8Array): string {
  return createHash("sha256").update(contents).digest("hex");
}
