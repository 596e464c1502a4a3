import type { TrainingData } from "../../engine/engine.ts";
import type { StepLayout } from "../step-layout.ts";
import { type Binding, type Kernel, kernelHead } from "./kernel.ts";

const LANES = 64;

/**
 * Writes the kernel that copies the live rows' inputs out of the data set: bytes are unpacked and scaled on the way.
 *
 * @param layout Where the numbers lie.
 * @param width Inputs of a sample.
 * @param data What the inputs are.
 * @returns The kernel.
 */
export function gatherRows(
  { valuePitch }: StepLayout,
  width: number,
  { inputs, inputScale }: Pick<TrainingData, "inputs" | "inputScale">,
): Kernel {
  const isBytes = inputs instanceof Uint8Array;
  // Bytes come four in a word, and a row's last word may be filled up.
  const words = isBytes ? wordsPerRow(width) : width;
  const bindings: readonly Binding[] = [
    { name: "inputs", access: "read", ...(isBytes && { of: "u32" as const }) },
    { name: "schedule", access: "read", of: "u32" },
    { name: "values", access: "read_write" },
  ];
  const bytes = Array.from(
    { length: 4 },
    (_, i) =>
      `  ${width % 4 === 0 ? "" : `if (word * 4u + ${i}u < ${width}u) `}{ values[to + ${i}u] = f32((packed >> ${i * 8}u) & 255u) * ${inputScale}; }`,
  ).join("\n");
  const code = `${kernelHead(bindings)}
@compute @workgroup_size(${LANES})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let word = group.x * ${LANES}u + lane;
  if (word >= ${words}u) { return; }
  let sample = schedule[step.rows + group.y];
  let source = sample * ${words}u + word;
  ${
    isBytes
      ? `let packed = inputs[source];\n  let to = group.y * ${valuePitch}u + word * 4u;\n${bytes}`
      : `values[group.y * ${valuePitch}u + word] = inputs[source];`
  }
}
`;
  return {
    label: "gather rows",
    bindings,
    code,
    groups: (live) => [Math.ceil(words / LANES), live],
    isIdleWhenMasked: true,
  };
}

/**
 * The 32-bit words of a row of bytes.
 *
 * @param width Bytes of a row.
 * @returns The number.
 */
export function wordsPerRow(width: number): number {
  return Math.ceil(width / 4);
}
