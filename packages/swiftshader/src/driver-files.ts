/** Where the unpacked driver lies. */
export interface DriverFiles {
  /** The JSON file that tells a Vulkan loader where the driver is; the value for `VK_DRIVER_FILES`. */
  readonly icdFile: string;
  /** The Vulkan loader (`libvulkan.so.1`), for machines that have none. */
  readonly loaderFile: string;
}

/** SHA-256 of each file that is taken out of the archive: they are loaded as machine code, so nothing else will do. */
export const driverDigests: Readonly<Record<string, string>> = {
  "libvk_swiftshader.so": "5b9e8591c7c2d1c9618c3ad485d0cdffb81f5f1ffd6a982fdb6578c2d8d3213e",
  "libvulkan.so.1": "fe17a77c1f2df38d3b6a935140f746fd80aac564bb44eb3e4f6b75a504295a41",
  "vk_swiftshader_icd.json": "c9eef28b6b984fec220ef0abfecc40b502d46946706e47bfe97707027cb818bd",
};

/** The release of `@sparticuz/chromium` that the digests belong to. */
export const driverRelease = "147.0.0";
