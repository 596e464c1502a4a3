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
   */
  record(encoder: GPUCommandEncoder, live: readonly number[], stride: number): void;
}

/** A kernel, ready to run. */
interface Prepared {
  readonly kernel: Kernel;
  readonly layout: GPUBindGroupLayout;
  readonly pipeline: GPUComputePipeline;
  /** Made for the buffers that there were. */
  bound: { readonly group: GPUBindGroup; readonly buffers: readonly GPUBuffer[] } | null;
}

/**
 * Compiles kernels.
 *
 * @param device The device.
 * @param kernels The kernels of a step, in order.
 * @param buffers What they read and write.
 * @param counts Counts what is started.
 * @returns What records steps.
 */
export async function createStepRecorder(
  device: GPUDevice,
  kernels: readonly Kernel[],
  buffers: DeviceBuffers,
  counts: FusedCounts,
): Promise<StepRecorder> {
  const prepared = await Promise.all(kernels.map((kernel) => prepare(device, kernel)));

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
    record(encoder, live, stride) {
      const groups = prepared.map(bind);
      const pass = encoder.beginComputePass();
      for (const [step, rows] of live.entries()) {
        for (const [index, { kernel, pipeline }] of prepared.entries()) {
          if (rows === 0 && kernel.isIdleWhenMasked) continue;
          pass.setPipeline(pipeline);
          pass.setBindGroup(0, groups[index] ?? null, [step * stride]);
          pass.dispatchWorkgroups(...kernel.groups(rows));
          counts.dispatches++;
        }
      }
      pass.end();
    },
  };
}

async function prepare(device: GPUDevice, kernel: Kernel): Promise<Prepared> {
  const { label, bindings, code } = kernel;
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
  return { kernel, layout, pipeline, bound: null };
}
