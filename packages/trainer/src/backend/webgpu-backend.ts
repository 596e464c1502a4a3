import * as tf from "@tensorflow/tfjs";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { AdapterKind, Backend } from "./backend.ts";
import { withNavigatorGpu } from "./navigator-gpu.ts";

/** `MatMulPackedProgram` in tfjs-backend-webgpu's `MatMulProgramType`. */
const PACKED_PRODUCT = 3;

/**
 * Makes a device on an adapter and hands it to TensorFlow.js as its `webgpu` backend.
 *
 * The device is made here, not by tfjs: stock registration asks for a nested list of features and fails on adapters with
 * `bgra8unorm-storage`, and it runs at import time. Every limit that the kernels use is asked for as the adapter has it.
 *
 * @param adapter The adapter; not used again afterwards.
 * @param notice What the user should know about the choice, or `null`.
 * @returns The open backend, which owns the device.
 * @throws {Error} If the adapter gives no device.
 */
export async function openWebGpuBackend(adapter: GPUAdapter, notice: string | null): Promise<Backend> {
  const { limits, info } = adapter;
  const kind = adapterKind(info);
  const device = await adapter.requestDevice({
    // What the fused engine passes numbers around with, where there is one.
    requiredFeatures: adapter.features.has("subgroups") ? ["subgroups"] : [],
    requiredLimits: {
      maxBufferSize: limits.maxBufferSize,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
    },
  });

  // Small tensors stay on the GPU too: where an op runs must not depend on when its operands were last read.
  tf.env().set("WEBGPU_CPU_FORWARD", false);
  // The product that tfjs picks for small outputs waits at barriers, which a driver on the CPU pays for dearly.
  tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", kind === "software" ? PACKED_PRODUCT : -1);
  if (tf.findBackendFactory("webgpu") != null) tf.removeBackend("webgpu");
  tf.registerBackend("webgpu", () => new WebGPUBackend(device, info), 3);
  if (!(await withNavigatorGpu(() => tf.setBackend("webgpu")))) {
    device.destroy();
    throw new Error(`Cannot open backend webgpu: TensorFlow.js refused the device of ${adapterName(info)}`);
  }

  return {
    name: "webgpu",
    adapter: adapterName(info),
    kind,
    device,
    notice,
    lost: new Promise((resolve) => {
      void device.lost.then(({ message, reason }) => {
        if (!closing.has(device)) resolve(message || reason);
      });
    }),
    close: () => {
      closing.add(device);
      tf.removeBackend("webgpu");
      device.destroy();
    },
  };
}

/** Devices that are destroyed on purpose: their loss is no news. */
const closing = new WeakSet<GPUDevice>();

/**
 * Names an adapter as a person knows it.
 *
 * @param info What the adapter tells of itself.
 * @returns Its description, else its device, vendor or architecture.
 */
export function adapterName(info: GPUAdapterInfo): string {
  return (
    info.description || [info.vendor, info.architecture || info.device].filter(Boolean).join(" ") || "unnamed"
  );
}

/**
 * Tells whether an adapter is a driver that computes on the CPU.
 *
 * @param info What the adapter tells of itself.
 * @returns `"software"` for lavapipe, SwiftShader, WARP and whatever calls itself a fallback.
 */
export function adapterKind(info: GPUAdapterInfo): AdapterKind {
  const words = `${info.vendor} ${info.architecture} ${info.device} ${info.description}`;
  const software =
    info.isFallbackAdapter || /llvmpipe|lavapipe|swiftshader|basic render|\bwarp\b/i.test(words);
  return software ? "software" : "hardware";
}
