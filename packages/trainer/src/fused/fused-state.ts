import type { EngineState, HostTensor, OptimizerSpec } from "../engine/engine.ts";
import { type AdamPowers, firstPowers } from "./adam-powers.ts";
import { optimizerMemory } from "./optimizer-memory.ts";
import { type PlacedWeight, putWeight, takeWeight } from "./placed-weight.ts";

/** Everything that the next step depends on, as the kernels have it. */
export interface FusedState {
  readonly parameters: Float32Array<ArrayBuffer>;
  /** What the optimizer keeps for each parameter, as `optimizerMemory` lists it. */
  readonly moments: readonly Float32Array<ArrayBuffer>[];
  readonly powers: AdamPowers;
}

/**
 * Names the numbers as the eager engine does, so that each engine reads the other's checkpoints.
 *
 * @param placed The model's weights.
 * @param spec The optimizer.
 * @param state The numbers.
 * @returns The state.
 */
export function nameState(
  placed: readonly PlacedWeight[],
  spec: OptimizerSpec,
  { parameters, moments, powers }: FusedState,
): EngineState {
  const named: Record<string, HostTensor> = {};
  for (const [prefix, numbers] of sections(spec, parameters, moments)) {
    for (const weight of placed) {
      const { name, variable } = weight;
      named[`${prefix}/${name}`] = { shape: variable.shape, data: takeWeight(numbers, weight) };
    }
  }
  if (spec.name === "sgd") return named;
  named["adam/power1"] = { shape: [], data: Float32Array.of(powers.power1) };
  named["adam/power2"] = { shape: [], data: Float32Array.of(powers.power2) };
  return named;
}

/**
 * Reads a state that either engine has saved.
 *
 * @param placed The model's weights.
 * @param spec The optimizer.
 * @param state The state.
 * @param parameterCount The number of parameters.
 * @returns The numbers.
 * @throws {RangeError} Where a tensor is missing or of another shape.
 */
export function readState(
  placed: readonly PlacedWeight[],
  spec: OptimizerSpec,
  state: EngineState,
  parameterCount: number,
): FusedState {
  const parameters = new Float32Array(parameterCount);
  const moments = optimizerMemory(spec).map(() => new Float32Array(parameterCount));
  for (const [prefix, numbers] of sections(spec, parameters, moments)) {
    for (const weight of placed) {
      const { name, variable } = weight;
      putWeight(numbers, weight, tensorOf(state, `${prefix}/${name}`, variable.shape));
    }
  }
  if (spec.name === "sgd") return { parameters, moments, powers: firstPowers(spec) };
  const [power1 = Number.NaN] = tensorOf(state, "adam/power1", []);
  const [power2 = Number.NaN] = tensorOf(state, "adam/power2", []);
  return { parameters, moments, powers: { power1, power2 } };
}

function sections<T>(spec: OptimizerSpec, parameters: T, moments: readonly T[]): (readonly [string, T])[] {
  const own = optimizerMemory(spec).flatMap(({ prefix }, index) => {
    const moment = moments[index];
    return moment === undefined ? [] : [[prefix, moment] as const];
  });
  return [["weight", parameters], ...own];
}

function tensorOf(state: EngineState, name: string, shape: readonly number[]): Float32Array {
  const saved = state[name];
  if (saved === undefined) throw new RangeError(`Cannot load state: "${name}" is missing`);
  if (saved.shape.join() !== shape.join()) {
    throw new RangeError(
      `Cannot load state: "${name}" must have shape [${shape}], received [${saved.shape}]`,
    );
  }
  return saved.data;
}
