import type { Engine, EngineState, IntervalLoss, TrainingData } from "../engine/engine.ts";
import { loadStep, saveStep } from "../engine/step-state.ts";
import type { Evaluator } from "../evaluation/evaluator.ts";
import { firstPowers } from "./adam-powers.ts";
import { type DeviceBuffers, stepStride } from "./device-buffers.ts";
import type { DeviceData } from "./device-data.ts";
import { type FusedCounts, startCounts } from "./fused-counts.ts";
import { createFusedEvaluator } from "./fused-evaluator.ts";
import { createFusedMachine, type FusedLimits, reserveRows } from "./fused-machine.ts";
import type { FusedPlan } from "./fused-plan.ts";
import { nameState, readState } from "./fused-state.ts";
import { keptUnits, keptWords } from "./kept-units.ts";
import { createModelWeights } from "./model-weights.ts";
import { optimizerMemory } from "./optimizer-memory.ts";
import { createQuietWait } from "./quiet-wait.ts";
import { type LiveRows, rowShares } from "./row-shares.ts";
import { stepSchedule } from "./step-schedule.ts";
import { createSubmissionPace, MOST_STEPS } from "./submission-pace.ts";

/** Bytes of a schedule that room is made for beforehand; a submission with more of them makes it. */
const MOST_SCHEDULE_BYTES = 2 ** 22;

/** Steps that are handed over before the rest of a call is written down, so that the device need not wait for it. */
const HEAD_START = 6;

/** How many live rows take about as long as what a step takes without any. */
const STEP_IN_ROWS = 16;

/** The engine with kernels of its own. */
export interface FusedEngine extends Engine {
  /** What it has asked of its device so far. */
  readonly counts: Readonly<FusedCounts>;
}

/**
 * Makes the engine that takes each step with kernels written for the model, on TensorFlow.js's own device.
 *
 * Rows that the mask removes are never computed. The data set is sent to the device once, where it fits; a step names its rows. After
 * each call of `train` the model's variables hold the result, by a copy on the device, and what somebody assigns to them is what
 * training goes on from.
 *
 * @param plan What `planFused` planned.
 * @param limits What tests set.
 * @returns The engine; the caller disposes it, and the model.
 */
export function createFusedEngine(plan: FusedPlan, limits: FusedLimits = {}): FusedEngine {
  const { device, layers, layout, isStepSaved, head, optimizer } = plan;
  const counts = startCounts();
  const machine = createFusedMachine(plan, counts, limits);
  const sharesOf = rowShares(head, plan.data);
  const weights = createModelWeights(plan);
  const pace = createSubmissionPace(limits.stepsPerSubmission);
  // A submission that others come after is waited for with them.
  const [alone, among] = [createQuietWait(plan), createQuietWait(plan)];
  const stride = stepStride(device);
  const parameterBytes = layout.parameterCount * 4;
  const memory = optimizerMemory(optimizer);
  let powers = firstPowers(optimizer);
  let stepsTaken = 0;

  /** The buffers, with the model's weights as they are now. */
  const ready = async (): Promise<DeviceBuffers> => {
    const buffers = await machine.buffers();
    const changed = await weights.pull();
    if (changed !== null) device.queue.writeBuffer(buffers.get("parameters"), 0, changed);
    return buffers;
  };
  const submit = (encoder: GPUCommandEncoder): void => {
    device.queue.submit([encoder.finish()]);
    counts.submissions++;
  };

  /** Makes room for all steps of a call at once, so that memory does not depend on how they are cut into submissions. */
  const reserve = async (buffers: DeviceBuffers, batches: readonly Uint32Array[]): Promise<void> => {
    const rows = batches.map(({ length }) => length);
    reserveRows(buffers, await machine.tuned(), Math.max(...rows));
    const perRow = 1 + head.sharesPerRow + keptWords(layers);
    const words = rows.reduce((sum, length) => sum + length * perRow, 0);
    buffers.reserve("schedule", Math.min(words * 4, MOST_SCHEDULE_BYTES));
    buffers.reserve("steps", Math.min(batches.length, MOST_STEPS) * stride);
  };

  /** Sends what the device has to know of some steps, and their samples where they are not there yet. */
  const send = (steps: readonly HostStep[], data: DeviceData, buffers: DeviceBuffers): void => {
    const samples = new Uint32Array(steps.reduce((sum, { rows }) => sum + rows.length, 0));
    let first = 0;
    const starts = steps.map(({ rows }) => {
      samples.set(rows, first);
      first += rows.length;
      return first - rows.length;
    });
    const placed = data.place(samples, buffers);
    const planned = steps.map((step, index) => {
      const start = starts[index] ?? 0;
      const rows = placed.subarray(start, start + step.rows.length);
      return { ...step, rows, kept: keptUnits(layers, stepsTaken + index, step.samples, step.places) };
    });
    const { schedule, steps: bytes, powers: next } = stepSchedule(planned, powers, optimizer, stride);
    device.queue.writeBuffer(buffers.reserve("schedule", schedule.byteLength), 0, schedule);
    device.queue.writeBuffer(buffers.reserve("steps", bytes.byteLength), 0, bytes);
    powers = next;
    stepsTaken += steps.length;
  };

  return {
    name: "fused",
    counts,
    async train(batches: readonly Uint32Array[]): Promise<IntervalLoss> {
      if (batches.length === 0) return { lossSum: 0, samples: 0 };
      const [buffers, data, recorder] = [await ready(), await machine.data(), await machine.recorder()];
      await reserve(buffers, batches);
      let encoder = device.createCommandEncoder();
      encoder.clearBuffer(buffers.get("losses"));
      const next = stepsOf(batches, sharesOf, data.mostRows);
      /** Has the encoder record as many of the next steps as may be. */
      const record = (most: number): { steps: number; rows: number } => {
        const steps = next(most);
        send(steps, data, buffers);
        const live = steps.map(({ rows }) => rows.length);
        recorder.record(encoder, live, stride);
        return { steps: steps.length, rows: live.reduce((sum, rows) => sum + rows, 0) };
      };
      const handOver = (): void => {
        submit(encoder);
        encoder = device.createCommandEncoder();
      };
      for (let left = batches.length; ; ) {
        await pace.ready();
        const isFirst = left === batches.length;
        const most = pace.steps;
        const ahead = isFirst && Math.min(most, left) > 2 * HEAD_START ? record(HEAD_START) : noSteps;
        if (ahead !== noSteps) handOver();
        const rest = record(most - ahead.steps);
        const steps = ahead.steps + rest.steps;
        const by = steps === batches.length ? alone : among;
        const work = ahead.rows + rest.rows + steps * STEP_IN_ROWS;
        left -= steps;
        if (left === 0) {
          weights.record(encoder, buffers.get("parameters"));
          const losses = buffers.readBack([["losses", buffers.get("losses").size]], encoder, { by, work });
          pace.submitted(steps, losses);
          weights.publish();
          const lossSum = new Float32Array(await losses).reduce((sum, loss) => sum + loss, 0);
          return { lossSum, samples: batches.reduce((sum, { length }) => sum + length, 0) };
        }
        handOver();
        pace.submitted(
          steps,
          by.for(work, () => device.queue.onSubmittedWorkDone()),
        );
      }
    },
    evaluator: (data: TrainingData): Evaluator =>
      createFusedEvaluator(machine, data, async () => (await ready()).get("parameters")),
    async saveState(): Promise<EngineState> {
      const buffers = await ready();
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
      const buffers = await ready();
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
      machine.dispose();
    },
  };
}

/** What was recorded where nothing was. */
const noSteps = { steps: 0, rows: 0 };

/** A step as the host knows it. */
type HostStep = LiveRows & { readonly samples: number };

/**
 * Works steps out when they are wanted.
 *
 * @param batches What each is of.
 * @param sharesOf Tells what of a batch counts.
 * @param mostRows Rows that there is room for at once.
 * @returns Gives the next steps: as many as may be, and no more rows than there is room for, but at least one.
 */
function stepsOf(
  batches: readonly Uint32Array[],
  sharesOf: (batch: Uint32Array) => LiveRows,
  mostRows: number,
): (most: number) => HostStep[] {
  let at = 0;
  let waiting: HostStep | null = null;
  return (most) => {
    const steps: HostStep[] = [];
    let rows = 0;
    while (steps.length < most && at < batches.length) {
      const batch = batches[at] ?? new Uint32Array();
      waiting ??= { ...sharesOf(batch), samples: batch.length };
      rows += waiting.rows.length;
      if (rows > mostRows && steps.length > 0) break;
      steps.push(waiting);
      waiting = null;
      at++;
    }
    return steps;
  };
}
