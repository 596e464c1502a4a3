import type { TrainingData } from "../engine/engine.ts";
import { createDeviceBuffers, type DeviceBuffers, largestBuffer } from "./device-buffers.ts";
import type { FusedCounts } from "./fused-counts.ts";
import type { FusedPlan } from "./fused-plan.ts";
import { wordsPerRow } from "./kernels/layer-inputs.ts";
import { learnedLabels } from "./learned-labels.ts";

/** Bytes of the samples that are sent together, where not all of them fit; more where a single step has more. */
const CHUNK_BYTES = 2 ** 25;

/** Samples and their labels on a device: all of them, where they fit into a buffer, else those of the next submission. */
export interface DeviceData {
  /** Whether all of them are there: a sample lies in the row of its index. */
  readonly isResident: boolean;
  /** The most samples that a submission of several steps should have. */
  readonly mostRows: number;
  /**
   * Sees to it that samples are on the device for the next submission, and lends their buffers.
   *
   * @param samples Their indices, in the order in which steps read them.
   * @param buffers Gets the buffers `inputs` and `labels`.
   * @returns In which row of the buffers each of them lies.
   */
  place(samples: Uint32Array, buffers: DeviceBuffers): Uint32Array;
  dispose(): void;
}

/**
 * Puts a data set on a device: sends it at once where it fits, which is then the only time that it travels. Where it does not fit
 * there are two chunks, used in turn: while the device computes with one, the samples of the next submission go to the other, and
 * only those that count.
 *
 * @param plan What is computed with them.
 * @param data The samples.
 * @param counts Counts what is sent.
 * @param most Bytes of the largest buffer; the device's if left out.
 * @returns The data; the caller disposes it.
 */
export function createDeviceData(
  plan: Pick<FusedPlan, "device" | "head">,
  data: TrainingData,
  counts: FusedCounts,
  most: number = largestBuffer(plan.device),
): DeviceData {
  const { device } = plan;
  const { count } = data;
  const inputRow = inputRows(data);
  const labelRow: DeviceRows = {
    bytes: plan.head.labelColumns * 4,
    take: (samples) => learnedLabels(plan.head, data, samples),
  };
  const bytesPerRow = Math.max(inputRow.bytes, labelRow.bytes);

  const send = (buffers: DeviceBuffers, samples: Uint32Array | null, room: number): void => {
    for (const [name, rows] of [
      ["inputs", inputRow],
      ["labels", labelRow],
    ] as const) {
      const bytes = rows.take(samples);
      device.queue.writeBuffer(
        buffers.reserve(name, Math.max(room * rows.bytes, bytes.byteLength)),
        0,
        bytes,
      );
      counts.dataBytes += bytes.byteLength;
    }
  };

  if (count * bytesPerRow <= most) {
    const resident = createDeviceBuffers(device, counts);
    send(resident, null, count);
    return {
      isResident: true,
      mostRows: Number.POSITIVE_INFINITY,
      place(samples, buffers) {
        for (const name of ["inputs", "labels"] as const) buffers.lend(name, resident.get(name));
        return samples;
      },
      dispose: () => resident.dispose(),
    };
  }
  const chunks = [createDeviceBuffers(device, counts), createDeviceBuffers(device, counts)];
  const mostRows = Math.max(1, Math.floor(Math.min(most, CHUNK_BYTES) / bytesPerRow));
  let turn = 0;
  return {
    isResident: false,
    mostRows,
    place(samples, buffers) {
      const chunk = chunks[turn++ % 2] as DeviceBuffers;
      send(chunk, samples, mostRows);
      for (const name of ["inputs", "labels"] as const) buffers.lend(name, chunk.get(name));
      return Uint32Array.from(samples.keys());
    },
    dispose() {
      for (const chunk of chunks) chunk.dispose();
    },
  };
}

/** Rows as the device takes them. */
interface DeviceRows {
  /** Bytes of a row. */
  readonly bytes: number;
  /** Some rows one after another, or all of them, without a copy where that is possible. */
  take(samples: Uint32Array | null): Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
}

/** Rows of bytes begin at whole words. */
function inputRows({ inputs, inputShape, count }: TrainingData): DeviceRows {
  const width = inputShape.reduce((product, length) => product * length, 1);
  if (inputs instanceof Float32Array) {
    const all = inputs as Float32Array<ArrayBuffer>;
    return {
      bytes: width * 4,
      take: (samples) => (samples === null ? all : gather(all, width, samples, width, Float32Array)),
    };
  }
  const all = inputs as Uint8Array<ArrayBuffer>;
  const bytes = wordsPerRow(width) * 4;
  return {
    bytes,
    take: (samples) =>
      samples === null && bytes === width
        ? all
        : gather(
            all,
            width,
            samples ?? Uint32Array.from({ length: count }, (_, row) => row),
            bytes,
            Uint8Array,
          ),
  };
}

/** Copies rows to where they lie one after another, `pitch` numbers apart. */
function gather<T extends Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>>(
  all: T,
  width: number,
  samples: Uint32Array,
  pitch: number,
  make: new (length: number) => T,
): T {
  const rows = new make(samples.length * pitch);
  for (let row = 0; row < samples.length; row++) {
    const first = (samples[row] ?? 0) * width;
    rows.set(all.subarray(first, first + width), row * pitch);
  }
  return rows;
}
