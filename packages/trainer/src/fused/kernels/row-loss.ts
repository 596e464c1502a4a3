import type { LossHead } from "../loss-head.ts";
import type { StepLayout } from "../step-layout.ts";
import type { Binding, Kernel } from "./kernel.ts";
import { classSegment } from "./losses/class-segment.ts";
import { elementSegment } from "./losses/element-segment.ts";
import { type LossSegment, lossSegments } from "./losses/loss-segment.ts";
import { rowKernel } from "./row-kernel.ts";

/** The loss of a row, for a kernel that computes rows. */
export interface RowLoss {
  readonly bindings: readonly Binding[];
  /** WGSL, which leaves the place of the row's sums, and of their gradients among the deltas, as `sums`. */
  readonly code: string;
}

/**
 * Writes the loss of a row: what it adds to the step's loss, and the gradients by the last layer's sums. Where a share is 0, neither label
 * nor output reaches either, not even as NaN.
 *
 * @param layout Where the numbers lie.
 * @param head The loss.
 * @param sums WGSL that makes the sums, which lie at `sums`; they are there already where it is left out.
 * @returns The code, for a kernel of rows.
 */
export function rowLoss({ layers, pitch }: StepLayout, head: LossHead, sums = ""): RowLoss {
  return {
    bindings: [
      { name: "labels", access: "read" },
      { name: "schedule", access: "read", of: "u32" },
      { name: "values", access: "read_write" },
      { name: "deltas", access: "read_write" },
      { name: "losses", access: "read_write" },
    ],
    // As in the losses of `@proj/core`: probabilities closer to 0 or 1 are moved there, and have no slope.
    code: `  const LOW = 1e-7;
  const HIGH = 1.0 - 1e-7;
  let sums = row * ${pitch}u + ${layers.at(-1)?.row ?? 0}u;
${sums}
  let rowLabels = schedule[step.rows + row] * ${head.labelColumns}u;
  let shares = step.shares + row * ${head.sharesPerRow}u;
  var loss = 0.0;
${lossSegments(head.terms).map(segment).join("\n")}
  losses[row] += loss * step.samples;`,
  };
}

/**
 * Writes the kernel of the loss alone.
 *
 * @param layout Where the numbers lie.
 * @param head The loss.
 * @returns The kernel: one invocation a row.
 */
export function lossGradient(layout: StepLayout, head: LossHead): Kernel {
  const { bindings, code } = rowLoss(layout, head);
  return rowKernel("loss", bindings, code);
}

function segment(outputs: LossSegment): string {
  const { loss } = outputs;
  return loss.kind === "classes" ? classSegment(outputs, loss) : elementSegment(outputs, loss);
}
