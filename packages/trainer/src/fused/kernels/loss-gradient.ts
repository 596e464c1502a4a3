import type { LossHead } from "../loss-head.ts";
import type { StepLayout } from "../step-layout.ts";
import { type Binding, type Kernel, kernelHead } from "./kernel.ts";
import { classSegment } from "./losses/class-segment.ts";
import { elementSegment } from "./losses/element-segment.ts";
import { type LossSegment, lossSegments } from "./losses/loss-segment.ts";

const LANES = 8;

/** As in the losses of `@proj/core`: probabilities closer to 0 or 1 are moved there, and have no slope. */
const CLIP = "const LOW = 1e-7;\nconst HIGH = 1.0 - 1e-7;\n";

/**
 * Writes the kernel of the loss: of each live row what it adds to the step's loss, and the gradients by the last layer's sums. Where a
 * share is 0, neither label nor output reaches either, not even as NaN.
 *
 * @param layout Where the numbers lie.
 * @param head The loss.
 * @returns The kernel: one invocation a row.
 */
export function lossGradient({ layers, pitch }: StepLayout, head: LossHead): Kernel {
  const bindings: readonly Binding[] = [
    { name: "labels", access: "read" },
    { name: "schedule", access: "read", of: "u32" },
    { name: "values", access: "read" },
    { name: "deltas", access: "read_write" },
    { name: "losses", access: "read_write" },
  ];
  const code = `${kernelHead(bindings)}
${CLIP}
@compute @workgroup_size(${LANES})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= step.live) { return; }
  let sums = row * ${pitch}u + ${layers.at(-1)?.row ?? 0}u; // and their gradients, among the deltas
  let rowLabels = schedule[step.rows + row] * ${head.labelColumns}u;
  let shares = step.shares + row * ${head.sharesPerRow}u;
  var loss = 0.0;
${lossSegments(head.terms).map(segment).join("\n")}
  losses[row] += loss * step.samples;
}
`;
  return {
    label: "loss",
    bindings,
    code,
    groups: (live) => [Math.ceil(live / LANES), 1],
    isIdleWhenMasked: true,
  };
}

function segment(outputs: LossSegment): string {
  const { loss } = outputs;
  return loss.kind === "classes" ? classSegment(outputs, loss) : elementSegment(outputs, loss);
}
