import type { FusedLoss } from "../../fused-loss.ts";
import type { HeadTerm } from "../../loss-head.ts";
import type { ElementActivation } from "../activations.ts";

/** Outputs of one loss side by side: a part, or several that are computed alike. */
export interface LossSegment {
  readonly loss: FusedLoss;
  readonly activation: ElementActivation;
  readonly unit: number;
  readonly units: number;
  readonly label: number;
  readonly share: number;
  /** Whether each output has a share of its own. */
  readonly isByLabel: boolean;
}

/**
 * Joins parts whose outputs are computed alike, so that many single labels are one loop and not a loop each.
 *
 * @param terms The parts, in the order of their outputs.
 * @returns The segments, in this order.
 */
export function lossSegments(terms: readonly HeadTerm[]): readonly LossSegment[] {
  const segments: LossSegment[] = [];
  for (const { loss, activation, unit, units, label, share, isByLabel } of terms) {
    // A part of one output has a share for each output, too.
    const own = { loss, activation, unit, units, label, share, isByLabel: isByLabel || units === 1 };
    const before = segments.at(-1);
    if (before !== undefined && areAlike(before, own)) {
      segments[segments.length - 1] = { ...before, units: before.units + units };
    } else segments.push(own);
  }
  return segments;
}

function areAlike(one: LossSegment, other: LossSegment): boolean {
  if (one.loss.kind === "classes" || !one.isByLabel || !other.isByLabel) return false;
  return one.activation === other.activation && JSON.stringify(one.loss) === JSON.stringify(other.loss);
}
