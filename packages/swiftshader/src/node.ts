import { constants } from "node:os";
import process from "node:process";
import type { DriverFiles } from "./driver-files.ts";
import { prepareDriver, vulkanLoader } from "./prepare-driver.ts";
import { type UnpackOptions, unpackDriver } from "./unpack-driver.ts";

export type { DriverFiles, UnpackOptions };
export { unpackDriver };

/** Keeps a library loaded although Node closes its handle: `RTLD_NODELETE`, which Node has no name for. */
const RTLD_NODELETE = 0x1000;

/**
 * Makes SwiftShader the Vulkan driver of this process: the next WebGPU instance created in it finds this driver.
 *
 * It sets `VK_DRIVER_FILES` for the process and, where the system has no Vulkan loader, loads the packaged one. Call it
 * before `create` of npm `webgpu`; instances made earlier keep the drivers they have.
 *
 * @param options Where to unpack the driver.
 * @returns The driver's files.
 * @throws {Error} As {@linkcode unpackDriver}.
 *
 * @example
 * ```ts
 * import { prepareSwiftShader } from "@proj/swiftshader";
 * import { create } from "webgpu";
 *
 * await prepareSwiftShader();
 * const adapter = await create([]).requestAdapter();
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

/**
 * Loads a shared library for good. Node expects an add-on and throws "did not self-register" for any other library,
 * after it has been loaded; any other message means that it was not.
 */
function load(library: string): boolean {
  const { RTLD_NOW, RTLD_GLOBAL } = constants.dlopen;
  try {
    process.dlopen({ exports: {} }, library, RTLD_NOW | RTLD_GLOBAL | RTLD_NODELETE);
    return true;
  } catch (error) {
    return error instanceof Error && error.message.includes("did not self-register");
  }
}
