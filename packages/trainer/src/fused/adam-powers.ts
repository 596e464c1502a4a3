import type { OptimizerSpec } from "../engine/engine.ts";

/** The running powers of Adam's betas, by which early moments are corrected. */
export interface AdamPowers {
  readonly power1: number;
  readonly power2: number;
}

/**
 * The powers before the first step.
 *
 * @param spec The optimizer.
 * @returns The betas themselves, as float32, in which the eager engine keeps them; zeros for an optimizer that has none.
 */
export function firstPowers(spec: OptimizerSpec): AdamPowers {
  const { beta1, beta2 } = betasOf(spec);
  return { power1: Math.fround(beta1), power2: Math.fround(beta2) };
}

/**
 * The powers after a step, rounded as the eager engine's device rounds them, so that a state means the same to both engines.
 *
 * @param powers The powers before it.
 * @param spec The optimizer.
 * @returns The powers.
 */
export function nextPowers({ power1, power2 }: AdamPowers, spec: OptimizerSpec): AdamPowers {
  const { beta1, beta2 } = betasOf(spec);
  return {
    power1: Math.fround(power1 * Math.fround(beta1)),
    power2: Math.fround(power2 * Math.fround(beta2)),
  };
}

/**
 * What moments are multiplied by at these powers.
 *
 * @param power One of them.
 * @returns The correction.
 */
export function correctionAt(power: number): number {
  return 1 / Math.fround(1 - power);
}

function betasOf(spec: OptimizerSpec): { readonly beta1: number; readonly beta2: number } {
  return spec.name === "sgd" ? { beta1: 0, beta2: 0 } : spec;
}
