import type { EngineState } from "../engine/engine.ts";

/** How far two states are apart at most, which must have the same tensors; NaN where their lengths differ. */
export function largestDifference(one: EngineState, other: EngineState): number {
  const names = Object.keys(one).toSorted();
  if (names.join() !== Object.keys(other).toSorted().join()) return Number.NaN;
  return names.reduce((most, name) => {
    const [numbers, others] = [one, other].map((state) => Array.from(state[name]?.data ?? [])) as [
      number[],
      number[],
    ];
    if (numbers.length !== others.length) return Number.NaN;
    return numbers.reduce(
      (far, number, i) => Math.max(far, Math.abs(number - (others[i] ?? Number.NaN))),
      most,
    );
  }, 0);
}
