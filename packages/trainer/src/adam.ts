import type { AdamSpec } from "./engine/engine.ts";

/**
 * Describes the Adam optimizer, with Keras's defaults.
 *
 * @param options Its numbers: `learningRate` (above 0; 0.001), `beta1` (0.9) and `beta2` (0.999) in `[0, 1)`, `epsilon` (above 0; 1e-7).
 * @returns The description, which any engine can build.
 * @throws {RangeError} If a number is out of range.
 *
 * @example
 * ```ts
 * import { adam } from "@proj/trainer";
 *
 * console.log(adam({ learningRate: 0.01 }).beta1); // 0.9
 * ```
 *
 * Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015.
 */
export function adam(options: Partial<Omit<AdamSpec, "name">> = {}): AdamSpec {
  const spec: AdamSpec = {
    name: "adam",
    learningRate: 0.001,
    beta1: 0.9,
    beta2: 0.999,
    epsilon: 1e-7,
    ...options,
  };
  for (const name of ["learningRate", "epsilon"] as const) {
    if (!(spec[name] > 0 && Number.isFinite(spec[name]))) {
      throw new RangeError(`Cannot describe Adam: ${name} must be a positive number, received ${spec[name]}`);
    }
  }
  for (const name of ["beta1", "beta2"] as const) {
    if (!(spec[name] >= 0 && spec[name] < 1)) {
      throw new RangeError(`Cannot describe Adam: ${name} must be in [0, 1), received ${spec[name]}`);
    }
  }
  return spec;
}
