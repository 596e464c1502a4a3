import process from "node:process";
import type { DriverFiles } from "./driver-files.ts";
import { type UnpackOptions, unpackDriver } from "./unpack-driver.ts";

/** Loads a shared library for good, and tells whether it could: each runtime has its own way. */
export type LoadLibrary = (library: string) => boolean;

/** The Vulkan loader by the name under which every program asks for it. */
export const vulkanLoader = "libvulkan.so.1";

/**
 * Makes SwiftShader the Vulkan driver of this process: unpacks it, sets `VK_DRIVER_FILES`, and loads the packaged Vulkan loader
 * where the system has none.
 *
 * @param load How this runtime loads a library.
 * @param options Where to unpack the driver.
 * @returns The driver's files.
 * @throws {Error} As {@linkcode unpackDriver}.
 */
export async function prepareDriver(load: LoadLibrary, options: UnpackOptions): Promise<DriverFiles> {
  const files = await unpackDriver(options);
  process.env["VK_DRIVER_FILES"] = files.icdFile;
  if (!load(vulkanLoader)) load(files.loaderFile);
  return files;
}
