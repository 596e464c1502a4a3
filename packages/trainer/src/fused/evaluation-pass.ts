import { createDeviceBuffers, type DeviceBuffers, largestBuffer, stepStride } from "./device-buffers.ts";
import type { DeviceData } from "./device-data.ts";
import { type FusedLimits, type FusedMachine, reserveRows } from "./fused-machine.ts";
import type { FusedPlan } from "./fused-plan.ts";
import type { BufferName, Kernel } from "./kernels/kernel.ts";
import { tileHeight } from "./kernels/tile.ts";
import { createQuietWait } from "./quiet-wait.ts";
import { createStepRecorder } from "./step-recorder.ts";
import { writeStep } from "./step-schedule.ts";
import { createSubmissionPace } from "./submission-pace.ts";

/** Rows that go through the kernels at once. */
const ROWS = 1024;

/** Some samples that go through the kernels at once. */
export interface Chunk {
  readonly samples: Uint32Array;
  /** How much each counts for the loss; empty where none of them does. */
  readonly shares: Float32Array;
  /** Where each is counted; empty where nothing is. */
  readonly cells: Uint32Array;
  /** Where the first one's predictions go. */
  readonly outputs: number;
}

/** A way of samples through kernels; what the device has to know of it is sent once. */
export interface EvaluationPass {
  readonly chunks: readonly Chunk[];
  /**
   * Takes some of the chunks through the kernels, and reads back what these have written.
   *
   * @param parameters The weights.
   * @param options The chunks, the buffers that begin with zeros, the kernels that a chunk goes without, and the bytes of the buffer
   *   that is read. A last step comes after them: it has a row for each of the largest chunk.
   */
  run(parameters: GPUBuffer, options: PassOptions): Promise<ArrayBuffer>;
  dispose(): void;
}

/** Which part of a pass is run. */
export interface PassOptions {
  readonly from: number;
  readonly to: number;
  readonly cleared: readonly BufferName[];
  readonly isLeftOut: (kernel: Kernel, chunk: Chunk | null) => boolean;
  readonly read: readonly [BufferName, bytes: number];
}

/**
 * Makes a pass ready.
 *
 * @param machine The engine's machine.
 * @param data The samples.
 * @param kernels The kernels.
 * @param cut Cuts the samples into chunks of so many rows at most, one chunk or more.
 * @param results The buffer of the results, and its bytes.
 * @returns The pass; the caller disposes it.
 */
export async function createEvaluationPass(
  machine: FusedMachine,
  data: DeviceData,
  kernels: readonly Kernel[],
  cut: (rows: number) => readonly Chunk[],
  results: readonly [BufferName, bytes: number],
): Promise<EvaluationPass> {
  const { counts, compiler, limits } = machine;
  const plan = await machine.tuned();
  const { device } = plan;
  const stride = stepStride(device);
  const pace = createSubmissionPace(limits.stepsPerSubmission);
  const [alone, among] = [createQuietWait(plan), createQuietWait(plan)];
  const chunks = cut(rowsAtOnce(plan, limits, data));
  const buffers = createDeviceBuffers(device, counts);
  reserveRows(buffers, plan, largest(chunks));
  buffers.reserve(...results);
  sendSchedule(device, chunks, data.isResident, buffers);
  const recorder = await createStepRecorder(device, compiler, kernels, buffers, counts);

  return {
    chunks,
    async run(parameters, { from, to, cleared, isLeftOut, read }) {
      buffers.lend("parameters", parameters);
      let encoder = device.createCommandEncoder();
      for (const name of cleared) encoder.clearBuffer(buffers.get(name));
      const record = (first: number, some: readonly (Chunk | null)[]): void =>
        recorder.record(
          encoder,
          some.map((chunk) => chunk?.samples.length ?? 1),
          stride,
          { first, isLeftOut: (kernel, step) => isLeftOut(kernel, chunks[step] ?? null) },
        );
      let taken = 0;
      for (let at = from; at < to; at += taken) {
        await pace.ready();
        // Where samples are sent in chunks, there is room for those of one.
        taken = data.isResident ? Math.min(pace.steps, to - at) : 1;
        data.place(chunks[at]?.samples ?? new Uint32Array(0), buffers);
        record(at, chunks.slice(at, at + taken));
        if (at + taken === to) break;
        device.queue.submit([encoder.finish()]);
        counts.submissions++;
        pace.submitted(
          taken,
          among.for(taken, () => device.queue.onSubmittedWorkDone()),
        );
        encoder = device.createCommandEncoder();
      }
      record(chunks.length, [null]);
      const by = taken === to - from ? alone : among;
      const reading = buffers.readBack([read], encoder, { by, work: taken });
      pace.submitted(taken, reading);
      return await reading;
    },
    dispose: () => buffers.dispose(),
  };
}

function rowsAtOnce(
  { layout, tiles, device }: FusedPlan,
  limits: FusedLimits,
  { mostRows }: DeviceData,
): number {
  const most = Math.min(largestBuffer(device), limits.largestBuffer ?? Number.POSITIVE_INFINITY);
  const fitting = Math.floor(most / (layout.pitch * 4));
  return Math.max(1, Math.min(ROWS, mostRows, fitting - (fitting % tileHeight(tiles.product))));
}

function largest(chunks: readonly Chunk[]): number {
  return Math.max(...chunks.map(({ samples }) => samples.length));
}

/** Tells the device what each chunk is, and of the last step how many rows the largest one has. */
function sendSchedule(
  device: GPUDevice,
  chunks: readonly Chunk[],
  isResident: boolean,
  buffers: DeviceBuffers,
): void {
  const stride = stepStride(device);
  const words = chunks.reduce(
    (sum, { samples, shares, cells }) => sum + samples.length + shares.length + cells.length,
    0,
  );
  const schedule = new Uint32Array(words);
  const floats = new Float32Array(schedule.buffer);
  const steps = new DataView(new ArrayBuffer((chunks.length + 1) * stride));
  const fields = { rows: 0, shares: 0, kept: 0, samples: 1, correction1: 1, correction2: 1 };
  let at = 0;
  for (const [index, chunk] of chunks.entries()) {
    const shares = at + chunk.samples.length;
    const cells = shares + chunk.shares.length;
    schedule.set(isResident ? chunk.samples : Uint32Array.from(chunk.samples.keys()), at);
    floats.set(chunk.shares, shares);
    schedule.set(chunk.cells, cells);
    const kept = chunk.cells.length > 0 ? cells : chunk.outputs;
    writeStep(steps, index * stride, { ...fields, live: chunk.samples.length, rows: at, shares, kept });
    at = cells + chunk.cells.length;
  }
  writeStep(steps, chunks.length * stride, { ...fields, live: largest(chunks) });
  device.queue.writeBuffer(buffers.reserve("schedule", schedule.byteLength), 0, schedule);
  device.queue.writeBuffer(buffers.reserve("steps", steps.byteLength), 0, steps.buffer);
}
