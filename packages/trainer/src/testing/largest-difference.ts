import type { EngineState } from "../engine/engine.ts";

/** How far two states are apart at most, which must have the same tensors; NaN where their lengths differ. */
export function largestDifference(one: EngineState, other: EngineState): number {
  const names = Object.keys(one).toSorted();
  if (names.join() !== Object.keys(other).toSorted().join()) return Number.NaN;
  return names.reduce((most, name) => {
    return Math.max(most, largestDistance(one[name]?.data ?? [], other[name]?.data ?? []));
  }, 0);
}

/** How far two lists of numbers are apart at most; NaN where their lengths differ. */
export function largestDistance(one: ArrayLike<number>, other: ArrayLike<number>): number {
  if (one.length !== other.length) return Number.NaN;
  return Array.from(one).reduce(
    (far, number, i) => Math.max(far, Math.abs(number - (other[i] ?? Number.NaN))),
    0,
  );
}
