import { env, registerBackend, setBackend } from "@tensorflow/tfjs-core";
import { create, globals } from "webgpu";

/** A WebGPU backend of tfjs that stands under the name `webgpu`. */
export interface OpenedBackend {
  readonly device: GPUDevice;
  /** What the adapter calls itself, for reports. */
  readonly adapter: string;
}

let opening: Promise<OpenedBackend | { readonly missing: string }> | undefined;

/**
 * Opens WebGPU in Node and makes it the backend of tfjs, for tests. One device serves all tests of a process.
 *
 * @returns The device, or the reason why there is none.
 */
export async function openWebgpuBackend(): Promise<OpenedBackend | { readonly missing: string }> {
  opening ??= open();
  const opened = await opening;
  if ("device" in opened) await setBackend("webgpu");
  return opened;
}

async function open(): Promise<OpenedBackend | { readonly missing: string }> {
  // Loaded before navigator.gpu is there, or it would register a backend with a device of its own.
  const { WebGPUBackend } = await import("@tensorflow/tfjs-backend-webgpu");
  Object.assign(globalThis, globals);
  const adapter = (await openGpu()) ?? (await openGpuOnSwiftShader());
  if (adapter === null) {
    return {
      missing: "WebGPU gave no adapter; install a Vulkan driver (Debian: mesa-vulkan-drivers 25 or later)",
    };
  }
  const { limits, info } = adapter;
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
    },
  });
  if (!registerBackend("webgpu", () => new WebGPUBackend(device, info), 0)) {
    throw new Error(
      "Cannot register the webgpu backend: tfjs must have none of that name, received another one",
    );
  }
  // Otherwise tfjs computes small tensors on the CPU, and the tests would not reach the GPU.
  env().set("WEBGPU_CPU_FORWARD", false);
  return { device, adapter: info.description || info.vendor };
}

async function openGpu(): Promise<GPUAdapter | null> {
  const gpu = create([]);
  // Dawn crashes at random once the object that `create` returned is collected.
  const kept: unknown[] = Reflect.get(globalThis, "keptForDawn") ?? [];
  Reflect.set(globalThis, "keptForDawn", [...kept, gpu]);
  const navigator: object = Reflect.get(globalThis, "navigator") ?? {};
  Object.defineProperty(navigator, "gpu", { value: gpu, configurable: true });
  Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  return await gpu.requestAdapter();
}

/** SwiftShader comes as a package for Linux x64; elsewhere there is nothing to fall back on. */
async function openGpuOnSwiftShader(): Promise<GPUAdapter | null> {
  try {
    const { prepareSwiftShader } = await import("@proj/swiftshader");
    await prepareSwiftShader();
  } catch {
    return null;
  }
  return await openGpu();
}
