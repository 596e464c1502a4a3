/** One point of a loss curve: the mean loss of the steps up to `step` since the point before. */
export interface LossPoint {
  readonly step: number;
  readonly loss: number;
}

/** What a manifest keeps of a loss curve: more than a screen has columns, and little beside the weights. */
const MOST_POINTS = 2000;

/**
 * Thins a loss curve until it has few enough points to be kept and drawn: neighbours are replaced by their mean, at the step of
 * the last one.
 *
 * @param curve The points in the order of their steps.
 * @param most The largest number of points to keep, at least 1; 2,000 if left out.
 * @returns The curve itself where it is short enough, else a thinner one that ends at the same step.
 *
 * @example
 * ```ts
 * import { thinCurve } from "./thin-curve.ts";
 *
 * const curve = [{ step: 1, loss: 4 }, { step: 2, loss: 2 }, { step: 3, loss: 1 }];
 * console.log(thinCurve(curve, 2)); // [{ step: 1, loss: 4 }, { step: 3, loss: 1.5 }]
 * ```
 */
export function thinCurve(curve: readonly LossPoint[], most: number = MOST_POINTS): readonly LossPoint[] {
  if (curve.length <= most) return curve;
  const size = Math.ceil(curve.length / most);
  const thinned: LossPoint[] = [];
  // Groups are counted from the end, so that the last one is whole and the curve keeps its last step.
  for (let end = curve.length; end > 0; end -= size) {
    const group = curve.slice(Math.max(0, end - size), end);
    const loss = group.reduce((sum, point) => sum + point.loss, 0) / group.length;
    thinned.unshift({ step: group.at(-1)?.step ?? 0, loss });
  }
  return thinned;
}
