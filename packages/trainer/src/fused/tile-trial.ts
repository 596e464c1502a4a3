import type { FusedPlan } from "./fused-plan.ts";
import type { BufferName, Kernel } from "./kernels/kernel.ts";
import { STEP_BYTES } from "./kernels/kernel.ts";
import { stepKernels } from "./kernels/step-kernels.ts";
import { tileHeight } from "./kernels/tile.ts";

/** Live rows of a step that is tried. */
const ROWS = 128;
/** Steps of a trial: enough that what starts them hardly counts. */
const STEPS = 8;

/**
 * Takes some steps of a plan on buffers of its own, full of zeros, and times them.
 *
 * @param plan The plan, with the tiles that are tried.
 * @returns Milliseconds, without those of the compiler.
 */
export async function tileTrial(plan: FusedPlan): Promise<number> {
  const { device } = plan;
  const { UNIFORM, STORAGE, COPY_DST } = GPUBufferUsage;
  const buffers = new Map<BufferName, GPUBuffer>();
  const bufferOf = (name: BufferName): GPUBuffer => {
    const found = buffers.get(name);
    if (found !== undefined) return found;
    const size = Math.max(16, Math.ceil(sizeOf(plan, name) / 4) * 16);
    const made = device.createBuffer({ label: `trial ${name}`, size, usage: STORAGE });
    buffers.set(name, made);
    return made;
  };
  const step = device.createBuffer({ label: "trial step", size: STEP_BYTES, usage: UNIFORM | COPY_DST });
  const fields = new DataView(new ArrayBuffer(STEP_BYTES)); // as STEP_STRUCT has them
  fields.setUint32(0, ROWS, true);
  fields.setFloat32(16, ROWS, true);
  fields.setFloat32(20, 1, true);
  fields.setFloat32(24, 1, true);
  fields.setUint32(28, 0xffff_ffff, true);
  device.queue.writeBuffer(step, 0, fields.buffer);
  try {
    const prepared = await Promise.all(
      stepKernels(plan).map((kernel) => prepare(device, kernel, step, bufferOf)),
    );
    const run = async (steps: number): Promise<number> => {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      for (let taken = 0; taken < steps; taken++) {
        for (const { kernel, pipeline, group } of prepared) {
          pass.setPipeline(pipeline);
          pass.setBindGroup(0, group);
          pass.dispatchWorkgroups(...kernel.groups(ROWS));
        }
      }
      pass.end();
      const start = performance.now();
      device.queue.submit([encoder.finish()]);
      await device.queue.onSubmittedWorkDone();
      return performance.now() - start;
    };
    await run(1); // drivers compile when a kernel first runs
    return await run(STEPS);
  } finally {
    step.destroy();
    for (const buffer of buffers.values()) buffer.destroy();
  }
}

/** A kernel, ready to run. */
interface Prepared {
  readonly kernel: Kernel;
  readonly pipeline: GPUComputePipeline;
  readonly group: GPUBindGroup;
}

async function prepare(
  device: GPUDevice,
  kernel: Kernel,
  step: GPUBuffer,
  bufferOf: (name: BufferName) => GPUBuffer,
): Promise<Prepared> {
  const { label, bindings, code } = kernel;
  const types = ["uniform", ...bindings.map(({ access }) => storageType(access))] as const;
  const layout = device.createBindGroupLayout({
    label,
    entries: types.map((type, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type },
    })),
  });
  const pipeline = await device.createComputePipelineAsync({
    label,
    layout: device.createPipelineLayout({ label, bindGroupLayouts: [layout] }),
    compute: { module: device.createShaderModule({ label, code }), entryPoint: "main" },
  });
  const bound = [step, ...bindings.map(({ name }) => bufferOf(name))];
  const entries = bound.map((buffer, binding) => ({ binding, resource: { buffer } }));
  return { kernel, pipeline, group: device.createBindGroup({ label, layout, entries }) };
}

function storageType(access: "read" | "read_write"): GPUBufferBindingType {
  return access === "read" ? "read-only-storage" : "storage";
}

/** Numbers in a buffer of a trial, in which all rows are the same one. */
function sizeOf({ layers, layout, head, tiles }: FusedPlan, name: BufferName): number {
  const inputs = layers[0]?.inputs ?? 0;
  const rows = Math.ceil(ROWS / tileHeight(tiles.product)) * tileHeight(tiles.product);
  const kept = layers.reduce((sum, { units }) => sum + Math.ceil(units / 32), 0);
  switch (name) {
    case "inputs":
      return inputs;
    case "labels":
      return head.labelColumns;
    case "schedule":
      return ROWS * (1 + head.sharesPerRow + kept);
    case "losses":
      return rows;
    case "values":
    case "deltas":
      return rows * layout.pitch;
    default:
      return layout.parameterCount;
  }
}
