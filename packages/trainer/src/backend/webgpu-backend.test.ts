import { expect, test } from "vitest";
import { adapterKind, adapterName } from "./webgpu-backend.ts";

const info = (given: Partial<GPUAdapterInfo>): GPUAdapterInfo =>
  ({
    vendor: "",
    architecture: "",
    device: "",
    description: "",
    isFallbackAdapter: false,
    ...given,
  }) as GPUAdapterInfo;

test.each([
  [{ description: "llvmpipe: Mesa 25.0.7 (LLVM 15.0.6)" }, "software"],
  [{ vendor: "google", architecture: "swiftshader" }, "software"],
  [{ description: "Microsoft Basic Render Driver" }, "software"],
  [{ description: "anything", isFallbackAdapter: true }, "software"],
  [{ description: "NVIDIA H100 80GB HBM3" }, "hardware"],
  [{ vendor: "apple", architecture: "metal-3" }, "hardware"],
] as const)("%j is %s", (given, kind) => {
  expect(adapterKind(info(given))).toBe(kind);
});

test.each([
  [{ vendor: "nvidia", architecture: "hopper", description: "NVIDIA H100" }, "NVIDIA H100"],
  [{ vendor: "google", architecture: "swiftshader" }, "google swiftshader"],
  [{ vendor: "intel", device: "0x9bc5" }, "intel 0x9bc5"],
  [{}, "unnamed"],
])("%j is called %s", (given, name) => {
  expect(adapterName(info(given))).toBe(name);
});
