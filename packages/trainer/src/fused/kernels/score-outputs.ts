import type { Activation } from "../dense-layer.ts";
import type { StepLayout } from "../step-layout.ts";
import { activationOf } from "./activations.ts";
import { type Binding, type Kernel, kernelHead } from "./kernel.ts";

const LANES = 8;

/** Units of the last layer, side by side, with what makes predictions of their sums. */
export interface OutputUnits {
  /** The first of them. */
  readonly first: number;
  readonly units: number;
  readonly activation: Activation;
}

/** Words of the counts: live and masked samples by true class and named class, then rows with NaN, then the loss as float32. */
export function countWords(classes: number): number {
  return 2 * classes * classes + 2;
}

/**
 * Writes the kernel that makes predictions of the last layer's sums; a step's rows go to where `step.kept` says.
 *
 * @param layout Where the numbers lie.
 * @param outputs The last layer's units, all of them.
 * @returns The kernel: one invocation a row.
 */
export function writeOutputs(layout: StepLayout, outputs: readonly OutputUnits[]): Kernel {
  const bindings: readonly Binding[] = [
    { name: "values", access: "read" },
    { name: "outputs", access: "read_write" },
  ];
  const width = outputs.reduce((sum, { units }) => sum + units, 0);
  const bodies = outputs.map((own) =>
    eachOutput(layout, own, `      outputs[(step.kept + row) * ${width}u + ${own.first}u + unit] = value;`),
  );
  return rowKernel("outputs", bindings, bodies.join("\n"));
}

/**
 * Writes the kernel that names each row's class, the first of the largest predictions, and counts it: in the cell of its true class,
 * which the schedule has from `step.kept` on.
 *
 * @param layout Where the numbers lie.
 * @param classes The last layer's units: one for each class.
 * @returns The kernel: one invocation a row.
 */
export function countClasses(layout: StepLayout, classes: OutputUnits): Kernel {
  const bindings: readonly Binding[] = [
    { name: "values", access: "read" },
    { name: "schedule", access: "read", of: "u32" },
    { name: "counts", access: "read_write", of: "atomic<u32>" },
  ];
  // By its bits: WGSL lets compilers take it for granted that no number is NaN.
  const body = `  var named = 0u;
  var most = 0.0;
  var bits = 0u;
${eachOutput(
  layout,
  classes,
  `      bits = max(bits, bitcast<u32>(value) & 0x7fffffffu);
      if (unit == 0u || value > most) { named = unit; most = value; }`,
)}
  atomicAdd(&counts[schedule[step.kept + row] + named], 1u);
  if (bits > 0x7f800000u) { atomicAdd(&counts[${2 * classes.units ** 2}u], 1u); }`;
  return rowKernel("classes", bindings, body);
}

/**
 * Writes the kernel that adds up the losses of all rows, of which a step names the number.
 *
 * @param classes `C`.
 * @returns The kernel: one invocation.
 */
export function sumLosses(classes: number): Kernel {
  const bindings: readonly Binding[] = [
    { name: "losses", access: "read" },
    { name: "counts", access: "read_write", of: "atomic<u32>" },
  ];
  const code = `${kernelHead(bindings)}
@compute @workgroup_size(1)
fn main() {
  var sum = 0.0;
  for (var row = 0u; row < step.live; row++) { sum += losses[row]; }
  atomicStore(&counts[${countWords(classes) - 1}u], bitcast<u32>(sum));
}
`;
  return { label: "sum of losses", bindings, code, groups: () => [1, 1], isIdleWhenMasked: true };
}

/** A kernel that does something with the predictions of each row. */
function rowKernel(label: string, bindings: readonly Binding[], body: string): Kernel {
  const code = `${kernelHead(bindings)}
@compute @workgroup_size(${LANES})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.x;
  if (row >= step.live) { return; }
${body}
}
`;
  return {
    label,
    bindings,
    code,
    groups: (live) => [Math.ceil(live / LANES), 1],
    isIdleWhenMasked: true,
  };
}

/** A loop over a row's predictions, of its `unit` each the `value`: two of them may be equal where their sums are not. */
function eachOutput(
  { layers, pitch }: StepLayout,
  { first, units, activation }: OutputUnits,
  body: string,
): string {
  const isSoft = activation === "softmax";
  const softmax = `    var top = values[sums];
    for (var unit = 1u; unit < end; unit++) { top = max(top, values[sums + unit]); }
    var total = 0.0;
    for (var unit = 0u; unit < end; unit++) { total += exp(values[sums + unit] - top); }
`;
  return `  {
    let sums = row * ${pitch}u + ${(layers.at(-1)?.row ?? 0) + first}u;
    let end = min(${units}u, step.endless);
${isSoft ? softmax : ""}    for (var unit = 0u; unit < end; unit++) {
      let sum = values[sums + unit];
      let value = ${isSoft ? "exp(sum - top) / total" : activationOf(activation, "sum", "f32")};
${body}
    }
  }`;
}
