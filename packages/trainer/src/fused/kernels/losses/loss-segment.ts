import type { FusedLoss } from "../../fused-loss.ts";
import type { HeadTerm } from "../../loss-head.ts";
import type { ElementActivation } from "../activations.ts";

/** Parts side by side that are computed alike. */
export interface LossSegment {
  readonly loss: FusedLoss;
  readonly activation: ElementActivation;
  /** How many parts, each of so many outputs and columns of labels. */
  readonly parts: number;
  readonly units: number;
  readonly labels: number;
  /** The first output, the first column of labels and the first share. */
  readonly unit: number;
  readonly label: number;
  readonly share: number;
  /** Whether each output has a share of its own; else each part has one. */
  readonly isByLabel: boolean;
}

/**
 * Joins parts that are computed alike, so that many of them are one loop and not a loop each, which drivers would take seconds to
 * compile.
 *
 * @param terms The parts, in the order of their outputs.
 * @returns The segments, in this order.
 */
export function lossSegments(terms: readonly HeadTerm[]): readonly LossSegment[] {
  const segments: LossSegment[] = [];
  for (const { loss, activation, unit, units, label, share, part, isByLabel } of terms) {
    // An element-wise part of one output has a share for each output, too.
    const own: LossSegment = {
      ...{ loss, activation, parts: 1, units, labels: part.width, unit, label, share },
      isByLabel: isByLabel || (units === 1 && loss.kind !== "classes"),
    };
    const before = segments.at(-1);
    const joined = before === undefined ? null : join(before, own);
    if (joined === null) segments.push(own);
    else segments[segments.length - 1] = joined;
  }
  return segments;
}

/** Two segments as one, or `null` where they are not alike. What they read lies side by side in any case. */
function join(one: LossSegment, other: LossSegment): LossSegment | null {
  if (one.activation !== other.activation || one.isByLabel !== other.isByLabel) return null;
  if (JSON.stringify(one.loss) !== JSON.stringify(other.loss)) return null;
  if (one.isByLabel) return { ...one, units: one.units + other.units, labels: one.labels + other.labels };
  const isSame = one.units === other.units && one.labels === other.labels;
  return isSame ? { ...one, parts: one.parts + other.parts } : null;
}

/**
 * Writes a segment: a loop over its parts, around what is computed of each.
 *
 * @param segment The segment.
 * @param body WGSL of a part: its number is `part`, its first output `first`, its first label `truth`, and its outputs end before `end`.
 * @returns WGSL.
 */
export function eachPart({ parts, units, labels, unit, label }: LossSegment, body: string): string {
  const head =
    parts === 1
      ? "  { let part = 0u;"
      : `  for (var part = 0u; part < min(${parts}u, step.endless); part++) {`;
  return `${head}
    let first = sums + ${unit}u + part * ${units}u;
    let truth = rowLabels + ${label}u + part * ${labels}u;
    let end = min(${units}u, step.endless);
${body}
  }`;
}
