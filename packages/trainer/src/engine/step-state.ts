import type { EngineState } from "./engine.ts";

const NAME = "dropout/step";

/** A float32 holds integers exactly up to here, and a run may be longer: the number is kept as two. */
const BASE = 2 ** 24;

/**
 * Puts the number of steps taken into a state.
 *
 * @param steps The number, from 0.
 * @returns `dropout/step`, `[2]`: multiples of 2^24, and the rest.
 */
export function saveStep(steps: number): EngineState {
  return { [NAME]: { shape: [2], data: Float32Array.of(Math.floor(steps / BASE), steps % BASE) } };
}

/**
 * Reads the number of steps taken out of a state.
 *
 * @param state What {@linkcode saveStep} returned, among other tensors.
 * @returns The number.
 * @throws {RangeError} If it is missing, or no number of steps.
 */
export function loadStep(state: EngineState): number {
  const saved = state[NAME];
  if (saved === undefined) {
    throw new RangeError(
      `Cannot load state: "${NAME}" is missing, and the model's dropout goes on from there; the state is another model's`,
    );
  }
  const [multiples = Number.NaN, rest = Number.NaN] = saved.data;
  const steps = multiples * BASE + rest;
  if (saved.data.length !== 2 || !Number.isSafeInteger(steps) || steps < 0) {
    throw new RangeError(
      `Cannot load state: "${NAME}" must hold two whole numbers, received [${saved.data}]`,
    );
  }
  return steps;
}
