import type { Engine, EngineState, IntervalLoss } from "../engine/engine.ts";
import { loadStep, saveStep } from "../engine/step-state.ts";
import { firstPowers } from "./adam-powers.ts";
import { createDeviceBuffers, type DeviceBuffers, stepStride } from "./device-buffers.ts";
import { type FusedCounts, startCounts } from "./fused-counts.ts";
import type { FusedPlan } from "./fused-plan.ts";
import { nameState, readState } from "./fused-state.ts";
import { keptUnits } from "./kept-units.ts";
import { stepKernels } from "./kernels/step-kernels.ts";
import { createModelWeights } from "./model-weights.ts";
import { optimizerMemory } from "./optimizer-memory.ts";
import { createQuietWait } from "./quiet-wait.ts";
import { rowShares } from "./row-shares.ts";
import { createStepRecorder, type StepRecorder } from "./step-recorder.ts";
import { stepSchedule } from "./step-schedule.ts";
import { tuneTiles } from "./tune-tiles.ts";

/** Steps handed to the device together: few enough that it stays free for others in between. */
const STEPS_PER_SUBMISSION = 32;

/** How many live rows take about as long as what a step takes without any. */
const STEP_IN_ROWS = 16;

/** The engine with kernels of its own. */
export interface FusedEngine extends Engine {
  /** What it has asked of its device so far. */
  readonly counts: Readonly<FusedCounts>;
}

/** What takes steps on the device: made when the first one is asked for. */
interface Machine {
  readonly buffers: DeviceBuffers;
  readonly recorder: StepRecorder;
}

/**
 * Makes the engine that takes each step with kernels written for the model, on TensorFlow.js's own device.
 *
 * Rows that the mask removes are never computed. The data set is sent to the device once; a step names its rows. After each call of
 * `train` the model's variables hold the result, by a copy on the device, and what somebody assigns to them is what training goes on
 * from.
 *
 * @param plan What `planFused` planned.
 * @returns The engine; the caller disposes it, and the model.
 */
export function createFusedEngine(plan: FusedPlan): FusedEngine {
  const { device, kind, layers, layout, isStepSaved, head, optimizer, data } = plan;
  const counts = startCounts();
  const sharesOf = rowShares(head, data);
  const weights = createModelWeights(plan);
  const interval = createQuietWait(kind);
  const stride = stepStride(device);
  const parameterBytes = layout.parameterCount * 4;
  const memory = optimizerMemory(optimizer);
  let powers = firstPowers(optimizer);
  let stepsTaken = 0;
  let machine: Machine | null = null;

  const ready = async (): Promise<Machine> => {
    machine ??= await build(plan, counts);
    const { buffers } = machine;
    const changed = await weights.pull();
    if (changed !== null) device.queue.writeBuffer(buffers.get("parameters"), 0, changed);
    return machine;
  };
  const submit = (encoder: GPUCommandEncoder): void => {
    device.queue.submit([encoder.finish()]);
    counts.submissions++;
  };

  return {
    name: "fused",
    counts,
    async train(batches: readonly Uint32Array[]): Promise<IntervalLoss> {
      if (batches.length === 0) return { lossSum: 0, samples: 0 };
      const { buffers, recorder } = await ready();
      const planned = batches.map((batch, index) => {
        const live = sharesOf(batch);
        const kept = keptUnits(layers, stepsTaken + index, batch.length, live.places);
        return { ...live, kept, samples: batch.length };
      });
      stepsTaken += batches.length;
      const chunks = Array.from({ length: Math.ceil(planned.length / STEPS_PER_SUBMISSION) }, (_, index) => {
        const chunk = planned.slice(index * STEPS_PER_SUBMISSION, (index + 1) * STEPS_PER_SUBMISSION);
        const { schedule, steps, powers: next } = stepSchedule(chunk, powers, optimizer, stride);
        powers = next;
        return { schedule, steps, liveRows: chunk.map((step) => step.rows.length) };
      });
      const rows = Math.max(...planned.map((step) => step.rows.length));
      buffers.reserve(
        rows,
        Math.max(...chunks.map(({ schedule }) => schedule.byteLength)),
        Math.max(...chunks.map(({ steps }) => steps.byteLength)),
      );
      let encoder = device.createCommandEncoder();
      encoder.clearBuffer(buffers.get("losses"));
      for (const [index, { schedule, steps, liveRows }] of chunks.entries()) {
        device.queue.writeBuffer(buffers.get("schedule"), 0, schedule);
        device.queue.writeBuffer(buffers.get("steps"), 0, steps);
        recorder.record(encoder, liveRows, stride);
        if (index === chunks.length - 1) break;
        submit(encoder);
        encoder = device.createCommandEncoder();
      }
      weights.record(encoder, buffers.get("parameters"));
      const losses = buffers.readBack([["losses", Math.max(rows, 1) * 4]], encoder, {
        by: interval,
        work: planned.reduce((sum, step) => sum + step.rows.length + STEP_IN_ROWS, 0),
      });
      weights.publish();
      const lossSum = new Float32Array(await losses).reduce((sum, loss) => sum + loss, 0);
      return { lossSum, samples: batches.reduce((sum, { length }) => sum + length, 0) };
    },
    async saveState(): Promise<EngineState> {
      const { buffers } = await ready();
      const names = ["parameters" as const, ...memory.map(({ buffer }) => buffer)];
      const numbers = await buffers.readBack(names.map((name) => [name, parameterBytes] as const));
      const [parameters = new Float32Array(), ...moments] = names.map(
        (_, section) => new Float32Array(numbers, section * parameterBytes, layout.parameterCount),
      );
      const named = nameState(weights.placed, optimizer, { parameters, moments, powers });
      return isStepSaved ? { ...named, ...saveStep(stepsTaken) } : named;
    },
    async loadState(state: EngineState): Promise<void> {
      const read = readState(weights.placed, optimizer, state, layout.parameterCount);
      const step = isStepSaved ? loadStep(state) : 0;
      const { buffers } = await ready();
      powers = read.powers;
      stepsTaken = step;
      device.queue.writeBuffer(buffers.get("parameters"), 0, read.parameters);
      for (const [index, { buffer }] of memory.entries()) {
        device.queue.writeBuffer(buffers.get(buffer), 0, read.moments[index] ?? new Float32Array());
      }
      const encoder = device.createCommandEncoder();
      weights.record(encoder, buffers.get("parameters"));
      submit(encoder);
      weights.publish();
    },
    dispose() {
      weights.dispose();
      machine?.buffers.dispose();
      machine = null;
    },
  };
}

async function build(untuned: FusedPlan, counts: FusedCounts): Promise<Machine> {
  const { device } = untuned;
  const plan = { ...untuned, tiles: await tuneTiles(untuned) };
  device.pushErrorScope("out-of-memory");
  const buffers = createDeviceBuffers(plan, counts);
  const error = await device.popErrorScope();
  if (error !== null) {
    buffers.dispose();
    throw new Error(
      `Cannot train with the fused engine: the device must have room for ${counts.bufferBytes} bytes, received "${error.message}"`,
    );
  }
  try {
    return { buffers, recorder: await createStepRecorder(device, stepKernels(plan), buffers, counts) };
  } catch (cause) {
    buffers.dispose();
    throw cause;
  }
}
