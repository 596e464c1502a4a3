import type { FusedCounts } from "./fused-counts.ts";
import type { FusedPlan } from "./fused-plan.ts";
import { type BufferName, STEP_BYTES } from "./kernels/kernel.ts";
import { wordsPerRow } from "./kernels/layer-inputs.ts";
import { tileHeight } from "./kernels/tile.ts";
import { learnedLabels } from "./learned-labels.ts";
import { optimizerMemory } from "./optimizer-memory.ts";
import type { QuietWait } from "./quiet-wait.ts";

/** The buffers of an engine. */
export interface DeviceBuffers {
  /** The one of this name; another one after `reserve` has made it larger. */
  get(name: BufferName | "steps"): GPUBuffer;
  /** Makes room for steps: for so many live rows in one, and for so many bytes of several together. */
  reserve(rows: number, scheduleBytes: number, stepBytes: number): void;
  /**
   * Copies numbers back: from the start of each buffer so many bytes, one after another. Commands come before the copy, and `wait` is
   * how long they are expected to take.
   */
  readBack(
    sources: readonly (readonly [BufferName, number])[],
    before?: GPUCommandEncoder,
    wait?: { readonly by: QuietWait; readonly work: number },
  ): Promise<ArrayBuffer>;
  dispose(): void;
}

/**
 * Makes the buffers of a plan, and sends the data set to the device: the only time that it travels.
 *
 * @param plan The plan.
 * @param counts Counts what is made and sent.
 * @returns The buffers; the caller disposes them.
 */
export function createDeviceBuffers(plan: FusedPlan, counts: FusedCounts): DeviceBuffers {
  const { device, layout, data, head, optimizer, tiles } = plan;
  const height = tileHeight(tiles.product);
  const { STORAGE, UNIFORM, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const buffers = new Map<BufferName | "steps" | "staging", GPUBuffer>();

  const make = (name: BufferName | "steps" | "staging", bytes: number, usage: number): GPUBuffer => {
    drop(name);
    const size = Math.max(16, Math.ceil(bytes / 4) * 4);
    const most = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
    if (size > most) {
      throw new RangeError(
        `Cannot train with the fused engine: the buffer ${name} must have at most ${most} bytes on this device, received ${size}; take smaller batches`,
      );
    }
    const buffer = device.createBuffer({ label: name, size, usage });
    buffers.set(name, buffer);
    counts.buffers++;
    counts.bufferBytes += size;
    return buffer;
  };
  const drop = (name: BufferName | "steps" | "staging"): void => {
    const buffer = buffers.get(name);
    if (buffer === undefined) return;
    counts.buffers--;
    counts.bufferBytes -= buffer.size;
    buffer.destroy();
    buffers.delete(name);
  };
  const get = (name: BufferName | "steps" | "staging"): GPUBuffer => {
    const buffer = buffers.get(name);
    if (buffer === undefined)
      throw new Error(`Cannot find the buffer ${name}: steps need room, received none`);
    return buffer;
  };
  const storage = STORAGE | COPY_SRC | COPY_DST;

  const inputs = inputBytes(data.inputs, data.count);
  device.queue.writeBuffer(make("inputs", inputs.byteLength, storage), 0, inputs);
  const labels = learnedLabels(head, data);
  device.queue.writeBuffer(make("labels", labels.byteLength, storage), 0, labels);
  counts.dataBytes += inputs.byteLength + labels.byteLength;
  for (const name of ["parameters" as const, ...optimizerMemory(optimizer).map(({ buffer }) => buffer)]) {
    make(name, layout.parameterCount * 4, storage);
  }

  return {
    get,
    reserve(rows, scheduleBytes, stepBytes) {
      const padded = Math.max(1, Math.ceil(rows / height)) * height;
      if ((buffers.get("losses")?.size ?? 0) < padded * 4) {
        make("losses", padded * 4, storage);
        make("values", padded * layout.pitch * 4, storage);
        make("deltas", padded * layout.pitch * 4, storage);
      }
      if ((buffers.get("schedule")?.size ?? 0) < Math.max(scheduleBytes, 4))
        make("schedule", scheduleBytes, storage);
      if ((buffers.get("steps")?.size ?? 0) < stepBytes) make("steps", stepBytes, UNIFORM | COPY_DST);
    },
    async readBack(sources, before = device.createCommandEncoder(), wait) {
      const bytes = sources.reduce((sum, [, size]) => sum + size, 0);
      const fitting = buffers.get("staging");
      const staging =
        fitting !== undefined && fitting.size >= bytes
          ? fitting
          : make("staging", bytes, MAP_READ | COPY_DST);
      let at = 0;
      for (const [name, size] of sources) {
        before.copyBufferToBuffer(get(name), 0, staging, at, size);
        at += size;
      }
      device.queue.submit([before.finish()]);
      counts.submissions++;
      counts.readBacks++;
      const map = (): Promise<undefined> => staging.mapAsync(GPUMapMode.READ, 0, bytes);
      await (wait === undefined ? map() : wait.by.for(wait.work, map));
      const copy = staging.getMappedRange(0, bytes).slice(0);
      staging.unmap();
      return copy;
    },
    dispose() {
      for (const name of [...buffers.keys()]) drop(name);
    },
  };
}

/** Bytes from one step's uniforms to the next. */
export function stepStride({ limits }: Pick<GPUDevice, "limits">): number {
  const unit = limits.minUniformBufferOffsetAlignment;
  return Math.ceil(STEP_BYTES / unit) * unit;
}

/** The inputs as the device takes them: rows of bytes begin at whole words. */
function inputBytes(
  inputs: Uint8Array | Float32Array,
  count: number,
): Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer> {
  if (inputs instanceof Float32Array) return inputs as Float32Array<ArrayBuffer>;
  const width = inputs.length / count;
  if (width % 4 === 0) return inputs as Uint8Array<ArrayBuffer>;
  const pitch = wordsPerRow(width) * 4;
  const rows = new Uint8Array(count * pitch);
  for (let row = 0; row < count; row++) {
    rows.set(inputs.subarray(row * width, (row + 1) * width), row * pitch);
  }
  return rows;
}
