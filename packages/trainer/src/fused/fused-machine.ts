import type { TrainingData } from "../engine/engine.ts";
import { createDeviceBuffers, type DeviceBuffers } from "./device-buffers.ts";
import { createDeviceData, type DeviceData } from "./device-data.ts";
import type { FusedCounts } from "./fused-counts.ts";
import type { FusedPlan } from "./fused-plan.ts";
import { stepKernels } from "./kernels/step-kernels.ts";
import { tileHeight } from "./kernels/tile.ts";
import { optimizerMemory } from "./optimizer-memory.ts";
import {
  createKernelCompiler,
  createStepRecorder,
  type KernelCompiler,
  type StepRecorder,
} from "./step-recorder.ts";
import { tuneTiles } from "./tune-tiles.ts";

/** What tests set, and nobody else. */
export interface FusedLimits {
  /** Bytes of the largest buffer that samples may fill; the device's if left out. */
  readonly largestBuffer?: number | undefined;
  /** Steps of each submission, however long they take. */
  readonly stepsPerSubmission?: number | undefined;
}

/** What an engine has on its device; each part is made when it is first asked for. */
export interface FusedMachine {
  readonly plan: FusedPlan;
  readonly counts: FusedCounts;
  readonly compiler: KernelCompiler;
  readonly limits: FusedLimits;
  /** The weights, and what a step computes. */
  buffers(): Promise<DeviceBuffers>;
  /** The samples that are trained on. */
  data(): Promise<DeviceData>;
  /** Sends other samples to the device; the caller disposes them. */
  send(data: TrainingData): Promise<DeviceData>;
  /** The plan, with the tiles that are the fastest. */
  tuned(): Promise<FusedPlan>;
  /** What records training steps. */
  recorder(): Promise<StepRecorder>;
  dispose(): void;
}

/**
 * Makes a machine, with nothing on the device yet.
 *
 * @param plan The plan.
 * @param counts Counts what is made and sent.
 * @param limits What tests set.
 * @returns The machine; the caller disposes it.
 */
export function createFusedMachine(plan: FusedPlan, counts: FusedCounts, limits: FusedLimits): FusedMachine {
  const { device, layout, optimizer } = plan;
  const compiler = createKernelCompiler(device);
  let buffers: DeviceBuffers | null = null;
  let data: DeviceData | null = null;
  let recorder: StepRecorder | null = null;
  let chosen: FusedPlan | null = null;

  const getBuffers = async (): Promise<DeviceBuffers> => {
    buffers ??= await withRoom(device, counts, () => {
      const made = createDeviceBuffers(device, counts);
      for (const name of ["parameters" as const, ...optimizerMemory(optimizer).map(({ buffer }) => buffer)]) {
        made.reserve(name, layout.parameterCount * 4);
      }
      return made;
    });
    return buffers;
  };
  const tuned = async (): Promise<FusedPlan> => {
    chosen ??= { ...plan, tiles: await tuneTiles(plan) };
    return chosen;
  };
  const send = (samples: TrainingData): Promise<DeviceData> =>
    withRoom(device, counts, () => createDeviceData(plan, samples, counts, limits.largestBuffer));
  return {
    plan,
    counts,
    compiler,
    limits,
    buffers: getBuffers,
    async data() {
      data ??= await send(plan.data);
      return data;
    },
    send,
    tuned,
    async recorder() {
      recorder ??= await createStepRecorder(
        device,
        compiler,
        stepKernels(await tuned()),
        await getBuffers(),
        counts,
      );
      return recorder;
    },
    dispose() {
      buffers?.dispose();
      data?.dispose();
      [buffers, data, recorder] = [null, null, null];
    },
  };
}

/** Makes something on the device, where there is room for it. */
async function withRoom<T extends { dispose(): void }>(
  device: GPUDevice,
  counts: FusedCounts,
  make: () => T,
): Promise<T> {
  device.pushErrorScope("out-of-memory");
  const made = make();
  const error = await device.popErrorScope();
  if (error === null) return made;
  const bytes = counts.bufferBytes;
  made.dispose();
  throw new Error(
    `Cannot train with the fused engine: the device must have room for ${bytes} bytes, received "${error.message}"`,
  );
}

/**
 * Makes room for the rows of a step.
 *
 * @param buffers Takes them.
 * @param plan The plan.
 * @param rows Live rows of the largest step.
 */
export function reserveRows(
  buffers: DeviceBuffers,
  { layout, tiles }: Pick<FusedPlan, "layout" | "tiles">,
  rows: number,
): void {
  const height = tileHeight(tiles.product);
  const padded = Math.max(1, Math.ceil(rows / height)) * height;
  buffers.reserve("losses", padded * 4);
  buffers.reserve("values", padded * layout.pitch * 4);
  buffers.reserve("deltas", padded * layout.pitch * 4);
}
