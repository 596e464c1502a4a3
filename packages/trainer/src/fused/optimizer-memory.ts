import type { OptimizerSpec } from "../engine/engine.ts";
import { type MomentName, optimizerKernel } from "./kernels/optimizers/optimizer-kernel.ts";

/** What an optimizer keeps for each parameter: the buffer that it is in, and what it is called in a state. */
export interface OptimizerMoment {
  readonly buffer: MomentName;
  /** Before the weight's own name. */
  readonly prefix: string;
}

/**
 * Lists what an optimizer keeps for each parameter.
 *
 * @param spec The optimizer.
 * @returns Its moments, by the names that the eager engine gives them.
 */
export function optimizerMemory(spec: OptimizerSpec): readonly OptimizerMoment[] {
  const prefixes = spec.name === "sgd" ? ["sgd/velocity"] : ["adam/m", "adam/v"];
  return optimizerKernel(spec).moments.map((buffer, index) => ({ buffer, prefix: prefixes[index] ?? "" }));
}
