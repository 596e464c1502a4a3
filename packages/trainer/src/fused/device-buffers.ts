import type { FusedCounts } from "./fused-counts.ts";
import { type BufferName, STEP_BYTES } from "./kernels/kernel.ts";
import type { QuietWait } from "./quiet-wait.ts";

/** Some buffers of a device, by name. */
export interface DeviceBuffers {
  /** The one of this name; another one after `reserve` has made it larger. */
  get(name: BufferName | "steps"): GPUBuffer;
  /** Makes a buffer of at least so many bytes, or takes the one that there is, where it is large enough. */
  reserve(name: BufferName | "steps", bytes: number): GPUBuffer;
  /** Has somebody else's buffer under this name; it stays theirs. */
  lend(name: BufferName, buffer: GPUBuffer): void;
  /** Copies numbers back: from the start of each buffer so many bytes, one after another. Commands come before the copy. */
  readBack(
    sources: readonly (readonly [BufferName, number])[],
    before?: GPUCommandEncoder,
    wait?: { readonly by: QuietWait; readonly work: number },
  ): Promise<ArrayBuffer>;
  dispose(): void;
}

/**
 * Makes a place for buffers.
 *
 * @param device The device.
 * @param counts Counts what is made and read back.
 * @returns No buffer yet; the caller disposes those that will be.
 */
export function createDeviceBuffers(device: GPUDevice, counts: FusedCounts): DeviceBuffers {
  const { STORAGE, UNIFORM, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const owned = new Map<string, GPUBuffer>();
  const lent = new Map<string, GPUBuffer>();

  const drop = (name: string): void => {
    const buffer = owned.get(name);
    if (buffer === undefined) return;
    counts.buffers--;
    counts.bufferBytes -= buffer.size;
    buffer.destroy();
    owned.delete(name);
  };
  const ensure = (name: string, bytes: number, usage: number): GPUBuffer => {
    const size = Math.max(16, Math.ceil(bytes / 4) * 4);
    const found = owned.get(name);
    if (found !== undefined && found.size >= size) return found;
    const most = largestBuffer(device);
    if (size > most) {
      throw new RangeError(
        `Cannot train with the fused engine: the buffer ${name} must have at most ${most} bytes on this device, received ${size}; take smaller batches`,
      );
    }
    drop(name);
    const buffer = device.createBuffer({ label: name, size, usage });
    owned.set(name, buffer);
    counts.buffers++;
    counts.bufferBytes += size;
    return buffer;
  };
  const get = (name: string): GPUBuffer => {
    const buffer = lent.get(name) ?? owned.get(name);
    if (buffer === undefined)
      throw new Error(`Cannot find the buffer ${name}: steps need room, received none`);
    return buffer;
  };

  return {
    get,
    reserve: (name, bytes) =>
      ensure(name, bytes, name === "steps" ? UNIFORM | COPY_DST : STORAGE | COPY_SRC | COPY_DST),
    lend: (name, buffer) => void lent.set(name, buffer),
    async readBack(sources, before = device.createCommandEncoder(), wait) {
      const bytes = sources.reduce((sum, [, size]) => sum + size, 0);
      const staging = ensure("staging", bytes, MAP_READ | COPY_DST);
      let at = 0;
      for (const [name, size] of sources) {
        before.copyBufferToBuffer(get(name), 0, staging, at, size);
        at += size;
      }
      device.queue.submit([before.finish()]);
      counts.submissions++;
      counts.readBacks++;
      counts.readBackBytes += bytes;
      const map = (): Promise<undefined> => staging.mapAsync(GPUMapMode.READ, 0, bytes);
      await (wait === undefined ? map() : wait.by.for(wait.work, map));
      const copy = staging.getMappedRange(0, bytes).slice(0);
      staging.unmap();
      return copy;
    },
    dispose() {
      for (const name of [...owned.keys()]) drop(name);
      lent.clear();
    },
  };
}

/**
 * The bytes of the largest buffer that a kernel reads on a device.
 *
 * @param device The device.
 * @returns The number.
 */
export function largestBuffer({ limits }: Pick<GPUDevice, "limits">): number {
  return Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
}

/** Bytes from one step's uniforms to the next. */
export function stepStride({ limits }: Pick<GPUDevice, "limits">): number {
  const unit = limits.minUniformBufferOffsetAlignment;
  return Math.ceil(STEP_BYTES / unit) * unit;
}
