import type { EngineState, HostTensor } from "../engine/engine.ts";
import type { AdamPowers } from "./adam-powers.ts";
import { type PlacedWeight, putWeight, takeWeight } from "./placed-weight.ts";

/** Everything that the next step depends on, as the kernels have it. */
export interface FusedState {
  readonly parameters: Float32Array<ArrayBuffer>;
  readonly firstMoments: Float32Array<ArrayBuffer>;
  readonly secondMoments: Float32Array<ArrayBuffer>;
  readonly powers: AdamPowers;
}

/**
 * Names the numbers as the eager engine does, so that each engine reads the other's checkpoints.
 *
 * @param placed The model's weights.
 * @param state The numbers.
 * @returns The state.
 */
export function nameState(
  placed: readonly PlacedWeight[],
  { parameters, firstMoments, secondMoments, powers }: FusedState,
): EngineState {
  const named: Record<string, HostTensor> = {};
  for (const [prefix, numbers] of sections(parameters, firstMoments, secondMoments)) {
    for (const weight of placed) {
      const { name, variable } = weight;
      named[`${prefix}/${name}`] = { shape: variable.shape, data: takeWeight(numbers, weight) };
    }
  }
  named["adam/power1"] = { shape: [], data: Float32Array.of(powers.power1) };
  named["adam/power2"] = { shape: [], data: Float32Array.of(powers.power2) };
  return named;
}

/**
 * Reads a state that either engine has saved.
 *
 * @param placed The model's weights.
 * @param state The state.
 * @param parameterCount The number of parameters.
 * @returns The numbers.
 * @throws {RangeError} Where a tensor is missing or of another shape.
 */
export function readState(
  placed: readonly PlacedWeight[],
  state: EngineState,
  parameterCount: number,
): FusedState {
  const [parameters, firstMoments, secondMoments] = [0, 1, 2].map(() => new Float32Array(parameterCount)) as [
    Float32Array<ArrayBuffer>,
    Float32Array<ArrayBuffer>,
    Float32Array<ArrayBuffer>,
  ];
  for (const [prefix, numbers] of sections(parameters, firstMoments, secondMoments)) {
    for (const weight of placed) {
      const { name, variable } = weight;
      putWeight(numbers, weight, tensorOf(state, `${prefix}/${name}`, variable.shape));
    }
  }
  const [power1 = Number.NaN] = tensorOf(state, "adam/power1", []);
  const [power2 = Number.NaN] = tensorOf(state, "adam/power2", []);
  return { parameters, firstMoments, secondMoments, powers: { power1, power2 } };
}

function sections<T>(parameters: T, firstMoments: T, secondMoments: T): readonly (readonly [string, T])[] {
  return [
    ["weight", parameters],
    ["adam/m", firstMoments],
    ["adam/v", secondMoments],
  ];
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
