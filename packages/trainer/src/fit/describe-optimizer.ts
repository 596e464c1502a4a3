import type { OptimizerSpec } from "../engine/engine.ts";

/**
 * Says in one line which optimizer a run has, without its learning rate.
 *
 * @param spec The optimizer.
 * @returns Its name and its numbers: `adam 0.9 0.999 1e-7`.
 */
export function describeOptimizer({ name, learningRate, ...numbers }: OptimizerSpec): string {
  const sorted = Object.entries(numbers).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return [name, ...sorted.map(([, number]) => String(number))].join(" ");
}
