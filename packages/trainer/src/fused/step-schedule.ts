import type { OptimizerSpec } from "../engine/engine.ts";
import { type AdamPowers, correctionAt, nextPowers } from "./adam-powers.ts";
import type { LiveRows } from "./row-shares.ts";

/** A batch, with what of it counts. */
export interface PlannedStep extends LiveRows {
  /** A bit for each unit of each row that dropout may drop. */
  readonly kept: Uint32Array;
  /** Samples of the batch, masked ones and all. */
  readonly samples: number;
}

/** Some steps as the device takes them. */
export interface StepSchedule {
  /** Each step's live rows, then their shares as the bits of float32, then the bits of their kept units. */
  readonly schedule: Uint32Array<ArrayBuffer>;
  /** A `Step` for each, `stride` bytes apart. */
  readonly steps: Uint8Array<ArrayBuffer>;
  /** Adam's powers after the last of them. */
  readonly powers: AdamPowers;
}

/**
 * Writes down what the device has to know of some steps.
 *
 * @param planned The steps.
 * @param powers Adam's powers before the first of them.
 * @param spec The optimizer.
 * @param stride Bytes from one `Step` to the next.
 * @returns The bytes.
 */
export function stepSchedule(
  planned: readonly PlannedStep[],
  powers: AdamPowers,
  spec: OptimizerSpec,
  stride: number,
): StepSchedule {
  const length = planned.reduce(
    (sum, { rows, shares, kept }) => sum + rows.length + shares.length + kept.length,
    0,
  );
  const schedule = new Uint32Array(length);
  const floats = new Float32Array(schedule.buffer);
  const steps = new DataView(new ArrayBuffer(planned.length * stride));
  let at = 0;
  let now = powers;
  for (const [index, { rows, shares, kept, samples }] of planned.entries()) {
    schedule.set(rows, at);
    floats.set(shares, at + rows.length);
    schedule.set(kept, at + rows.length + shares.length);
    writeStep(steps, index * stride, {
      live: rows.length,
      rows: at,
      shares: at + rows.length,
      kept: at + rows.length + shares.length,
      samples,
      correction1: correctionAt(now.power1),
      correction2: correctionAt(now.power2),
    });
    at += rows.length + shares.length + kept.length;
    now = nextPowers(now, spec);
  }
  return { schedule, steps: new Uint8Array(steps.buffer), powers: now };
}

/** What a `Step` holds, beside `endless`. */
export interface StepFields {
  readonly live: number;
  readonly rows: number;
  readonly shares: number;
  readonly kept: number;
  readonly samples: number;
  readonly correction1: number;
  readonly correction2: number;
}

/**
 * Writes a `Step` as kernels read it: its fields in the order of `STEP_STRUCT`.
 *
 * @param steps Takes it.
 * @param at The place of its first byte.
 * @param fields What it holds.
 */
export function writeStep(steps: DataView, at: number, fields: StepFields): void {
  steps.setUint32(at, fields.live, true);
  steps.setUint32(at + 4, fields.rows, true);
  steps.setUint32(at + 8, fields.shares, true);
  steps.setUint32(at + 12, fields.kept, true);
  steps.setFloat32(at + 16, fields.samples, true);
  steps.setFloat32(at + 20, fields.correction1, true);
  steps.setFloat32(at + 24, fields.correction2, true);
  steps.setUint32(at + 28, 0xffff_ffff, true);
}
