import type { OptimizerSpec } from "../../../engine/engine.ts";
import type { BufferName } from "../kernel.ts";
import { adamKernel } from "./adam.ts";
import { sgdKernel } from "./sgd.ts";

/** A buffer that an optimizer keeps a number in for each parameter. */
export type MomentName = Extract<BufferName, "firstMoments" | "secondMoments">;

/** How an optimizer steps: what is written of it into the update. */
export interface OptimizerKernel {
  /** The buffers of its memory. */
  readonly moments: readonly MomentName[];
  /**
   * WGSL of a function `name(place: u32, gradient: number)` that moves parameters, one or a quad of them, as the type of its numbers says;
   * `at` is WGSL of the numbers of a buffer there.
   */
  readonly learn: (
    name: string,
    number: "f32" | "vec4f",
    at: (buffer: MomentName | "parameters") => string,
  ) => string;
}

/**
 * Writes the step of an optimizer.
 *
 * @param spec The optimizer's numbers.
 * @returns How it steps.
 */
export function optimizerKernel(spec: OptimizerSpec): OptimizerKernel {
  return spec.name === "sgd" ? sgdKernel(spec) : adamKernel(spec);
}
