import type { DriverFiles } from "./driver-files.ts";
import { prepareDriver, vulkanLoader } from "./prepare-driver.ts";
import { type UnpackOptions, unpackDriver } from "./unpack-driver.ts";

export type { DriverFiles, UnpackOptions };
export { unpackDriver };

/** What is used of Deno here; declared so that the file type-checks where Deno's types are not loaded. */
declare const Deno: {
  dlopen(
    library: string,
    symbols: Record<string, { parameters: readonly string[]; result: string }>,
  ): unknown;
};

/**
 * Makes SwiftShader the Vulkan driver of this process, as its namesake for Node does.
 *
 * Call it before the first `navigator.gpu.requestAdapter`: Deno lists the drivers once. Needs `--allow-ffi`,
 * `--allow-env` and access to the cache folder (or `-A`).
 *
 * @param options Where to unpack the driver.
 * @returns The driver's files.
 * @throws {Error} As `unpackDriver`.
 *
 * @example
 * ```ts
 * import { prepareSwiftShader } from "@proj/swiftshader";
 *
 * await prepareSwiftShader();
 * const adapter = await navigator.gpu.requestAdapter();
 * ```
 */
export async function prepareSwiftShader(options: UnpackOptions = {}): Promise<DriverFiles> {
  return await prepareDriver(load, options);
}

/**
 * Tells whether this process can load a Vulkan loader (`libvulkan.so.1`).
 *
 * @returns `true` where the loader is loaded by now.
 *
 * @example
 * ```ts
 * import { hasVulkanLoader, prepareSwiftShader } from "@proj/swiftshader";
 *
 * if (!hasVulkanLoader()) await prepareSwiftShader();
 * ```
 */
export function hasVulkanLoader(): boolean {
  return load(vulkanLoader);
}

/** Loads a shared library for good: the handle is never closed, so a later lookup by name finds it. */
function load(library: string): boolean {
  try {
    Deno.dlopen(library, { vkEnumerateInstanceVersion: { parameters: ["pointer"], result: "i32" } });
    return true;
  } catch {
    return false;
  }
}
