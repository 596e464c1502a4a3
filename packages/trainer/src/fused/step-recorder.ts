import type { DeviceBuffers } from "./device-buffers.ts";
import type { FusedCounts } from "./fused-counts.ts";
import type { Kernel } from "./kernels/kernel.ts";
import { STEP_BYTES } from "./kernels/kernel.ts";

/** Records steps into commands. */
export interface StepRecorder {
  /**
   * @param encoder Takes the commands.
   * @param live For each step the number of rows that count.
   * @param stride Bytes from one step's uniforms to the next.
   * @param options `first`: where the uniforms of the first of them lie, in steps. `isLeftOut`: which kernels a step goes without;
   *   those that have nothing to do, where it is not given.
   */
  record(
    encoder: GPUCommandEncoder,
    live: readonly number[],
    stride: number,
    options?: {
      readonly first?: number;
      readonly isLeftOut?: (kernel: Kernel, step: number) => boolean;
    },
  ): void;
}

/** A kernel as the device has compiled it. */
interface Compiled {
  readonly layout: GPUBindGroupLayout;
  readonly pipeline: GPUComputePipeline;
}

/** A kernel, ready to run. */
interface Prepared extends Compiled {
  readonly kernel: Kernel;
  /** Made for the buffers that there were. */
  bound: { readonly group: GPUBindGroup; readonly buffers: readonly GPUBuffer[] } | null;
}

/** Compiles kernels on one device, each of them once. */
export type KernelCompiler = (kernel: Kernel) => Promise<Compiled>;

/**
 * Makes a compiler.
 *
 * @param device The device.
 * @returns It; a kernel with the same code as one before is not compiled again.
 */
export function createKernelCompiler(device: GPUDevice): KernelCompiler {
  const compiled = new Map<string, Promise<Compiled>>();
  return async (kernel) => {
    const key = `${kernel.label}\n${kernel.code}`;
    const found = compiled.get(key) ?? compile(device, kernel);
    compiled.set(key, found);
    return await found;
  };
}

/**
 * Makes kernels ready.
 *
 * @param device The device.
 * @param compiler Compiles them.
 * @param kernels The kernels of a step, in order.
 * @param buffers What they read and write.
 * @param counts Counts what is started.
 * @returns What records steps.
 */
export async function createStepRecorder(
  device: GPUDevice,
  compiler: KernelCompiler,
  kernels: readonly Kernel[],
  buffers: DeviceBuffers,
  counts: FusedCounts,
): Promise<StepRecorder> {
  const prepared = await Promise.all(
    kernels.map(async (kernel): Promise<Prepared> => ({ ...(await compiler(kernel)), kernel, bound: null })),
  );

  /** The kernel's buffers as the device binds them; made anew where one has been replaced. */
  const bind = (entry: Prepared): GPUBindGroup => {
    const { kernel, layout, bound } = entry;
    const steps = buffers.get("steps");
    const needed = [steps, ...kernel.bindings.map(({ name }) => buffers.get(name))];
    if (bound?.buffers.every((buffer, index) => buffer === needed[index])) return bound.group;
    const group = device.createBindGroup({
      label: kernel.label,
      layout,
      entries: needed.map((buffer, binding) => ({
        binding,
        resource: binding === 0 ? { buffer, size: STEP_BYTES } : { buffer },
      })),
    });
    entry.bound = { group, buffers: needed };
    return group;
  };

  return {
    record(encoder, live, stride, { first = 0, isLeftOut } = {}) {
      const groups = prepared.map(bind);
      const pass = encoder.beginComputePass();
      for (const [step, rows] of live.entries()) {
        for (const [index, { kernel, pipeline }] of prepared.entries()) {
          if (isLeftOut?.(kernel, first + step) ?? (rows === 0 && kernel.isIdleWhenMasked)) continue;
          pass.setPipeline(pipeline);
          pass.setBindGroup(0, groups[index] ?? null, [(first + step) * stride]);
          pass.dispatchWorkgroups(...kernel.groups(rows));
          counts.dispatches++;
        }
      }
      pass.end();
    },
  };
}

async function compile(device: GPUDevice, { label, bindings, code }: Kernel): Promise<Compiled> {
  const layout = device.createBindGroupLayout({
    label,
    entries: [
      {
        binding: 0,
        visibility: GPUShaderStage.COMPUTE,
        buffer: { type: "uniform", hasDynamicOffset: true, minBindingSize: STEP_BYTES },
      },
      ...bindings.map(
        ({ access }, index): GPUBindGroupLayoutEntry => ({
          binding: index + 1,
          visibility: GPUShaderStage.COMPUTE,
          buffer: { type: access === "read" ? "read-only-storage" : "storage" },
        }),
      ),
    ],
  });
  const pipeline = await device.createComputePipelineAsync({
    label,
    layout: device.createPipelineLayout({ label, bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ label, code }), entryPoint: "main" },
  });
  return { layout, pipeline };
}
