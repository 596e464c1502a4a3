import type { LossHead } from "../loss-head.ts";
import { sharesPerRow } from "../row-shares.ts";
import type { StepLayout } from "../step-layout.ts";
import { type Binding, type Kernel, kernelHead } from "./kernel.ts";

const LANES = 8;

/** As in the losses of `@proj/core`: probabilities closer to 0 or 1 are moved there, and have no slope. */
const CLIP = "const LOW = 1e-7;\nconst HIGH = 1.0 - 1e-7;\n";

/**
 * Writes the kernel of the loss: of each live row what it adds to the step's loss, and the gradients by the last layer's sums.
 *
 * @param layout Where the numbers lie.
 * @param head The loss.
 * @returns The kernel: one invocation a row.
 */
export function lossGradient({ layers, pitch }: StepLayout, head: LossHead): Kernel {
  const { units } = head;
  const perRow = sharesPerRow(head);
  const bindings: readonly Binding[] = [
    { name: "labels", access: "read" },
    { name: "schedule", access: "read", of: "u32" },
    { name: "values", access: "read" },
    { name: "deltas", access: "read_write" },
    { name: "losses", access: "read_write" },
  ];
  const share = `bitcast<f32>(schedule[step.shares + row * ${perRow}u${perRow > 1 ? " + unit" : ""}])`;
  const code = `${kernelHead(bindings)}
${CLIP}
@compute @workgroup_size(${LANES})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= step.live) { return; }
  let sums = row * ${pitch}u + ${layers.at(-1)?.row ?? 0}u; // and their gradients, among the deltas
  let truth = schedule[step.rows + row] * ${units}u;
  let end = min(${units}u, step.endless);
  var loss = 0.0;
${bodies[head.loss](share)}
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

/** An element's loss and gradient; where its share is 0, neither its label nor its output reaches either, not even as NaN. */
function byElement(share: string, element: string): string {
  return `  for (var unit = 0u; unit < end; unit++) {
    let share = ${share};
    let sum = values[sums + unit];
    let label = labels[truth + unit];
${element}
    deltas[sums + unit] = select(share * slope, 0.0, share == 0.0);
    loss += select(share * cost, 0.0, share == 0.0);
  }`;
}

const bodies: Readonly<Record<LossHead["loss"], (share: string) => string>> = {
  // With p = softmax(sums), the slope of -y ln(clip(p)) by each sum: p times the sum of the y that are not clipped, less y itself.
  categoricalCrossentropy: (share) => `  let share = ${share};
  var top = values[sums];
  for (var unit = 1u; unit < end; unit++) { top = max(top, values[sums + unit]); }
  var total = 0.0;
  for (var unit = 0u; unit < end; unit++) { total += exp(values[sums + unit] - top); }
  var kept = 0.0;
  for (var unit = 0u; unit < end; unit++) {
    let probability = exp(values[sums + unit] - top) / total;
    let label = labels[truth + unit];
    kept += select(0.0, label, probability >= LOW && probability <= HIGH);
    loss -= label * log(clamp(probability, LOW, HIGH));
  }
  loss *= share;
  for (var unit = 0u; unit < end; unit++) {
    let probability = exp(values[sums + unit] - top) / total;
    let own = select(0.0, labels[truth + unit], probability >= LOW && probability <= HIGH);
    deltas[sums + unit] = share * (probability * kept - own);
  }`,
  binaryCrossentropy: (share) =>
    byElement(
      share,
      `    let probability = 1.0 / (1.0 + exp(-sum));
    let clipped = clamp(probability, LOW, HIGH);
    let cost = -(label * log(clipped) + (1.0 - label) * log(1.0 - clipped));
    let slope = select(0.0, probability - label, probability >= LOW && probability <= HIGH);`,
    ),
  meanSquaredError: (share) =>
    byElement(
      share,
      `    let cost = (sum - label) * (sum - label);
    let slope = 2.0 * (sum - label);`,
    ),
};
