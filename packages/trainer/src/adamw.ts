import { adam } from "./adam.ts";
import type { AdamWSpec } from "./engine/engine.ts";

/**
 * Describes the AdamW optimizer: Adam with weights that decay, apart from the gradients. Each step first multiplies every weight by
 * `1 - learningRate * weightDecay`, biases too, and then is Adam's.
 *
 * @param options Its numbers: those of `adam`, and `weightDecay` (0 or more; 0.01, PyTorch's default).
 * @returns The description, which any engine can build.
 * @throws {RangeError} If a number is out of range.
 *
 * @example
 * ```ts
 * import { adamw } from "@proj/trainer";
 *
 * console.log(adamw({ learningRate: 0.01 }).weightDecay); // 0.01
 * ```
 *
 * Source: Loshchilov and Hutter, "Decoupled Weight Decay Regularization", ICLR 2019.
 */
export function adamw({ weightDecay = 0.01, ...options }: Partial<Omit<AdamWSpec, "name">> = {}): AdamWSpec {
  if (!(weightDecay >= 0 && Number.isFinite(weightDecay))) {
    throw new RangeError(`Cannot describe AdamW: weightDecay must be 0 or more, received ${weightDecay}`);
  }
  return { ...adam(options), name: "adamw", weightDecay };
}
