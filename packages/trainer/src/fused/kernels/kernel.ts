/** The buffers that kernels read and write; what they hold is the same in every kernel. */
export type BufferName =
  | "inputs"
  | "labels"
  | "schedule"
  | "parameters"
  | "firstMoments"
  | "secondMoments"
  | "values"
  | "deltas"
  | "losses"
  | "outputs"
  | "counts";

/** A kernel's use of a buffer. */
export interface Binding {
  readonly name: BufferName;
  readonly access: "read" | "read_write";
  /** `f32` unless something else is said. */
  readonly of?: "f32" | "u32" | "vec4f" | "atomic<u32>";
}

/** A compute shader with all sizes as constants in it. */
export interface Kernel {
  readonly label: string;
  /** The buffers, in the order of their bindings from 1 on; 0 is the step. */
  readonly bindings: readonly Binding[];
  /** WGSL. */
  readonly code: string;
  /** How many workgroups a step with so many live rows takes. */
  readonly groups: (live: number) => readonly [number, number];
  /** Whether it has nothing to do in a step without live rows. */
  readonly isIdleWhenMasked: boolean;
}

/** What the kernels are told of a step, as its bytes lie in the uniform buffer. */
export const STEP_STRUCT = `struct Step {
  live: u32, // rows that count
  rows: u32, // where their samples' indices begin in the schedule
  shares: u32, // where their shares begin
  kept: u32, // where the bits of their kept units begin
  samples: f32, // rows of the batch, masked ones and all
  correction1: f32, // what Adam's moments are multiplied by, so early in the run
  correction2: f32,
  endless: u32, // more than any loop counts: an end that is known only then
}`;

/** Bytes of a step in the uniform buffer. */
export const STEP_BYTES = 32;

/**
 * Lists each buffer once.
 *
 * @param bindings Buffers, some of them more than once, with the same access.
 * @returns The buffers in the order in which they first come.
 */
export function uniqueBindings(bindings: readonly Binding[]): readonly Binding[] {
  return bindings.filter(({ name }, index) => bindings.findIndex((other) => other.name === name) === index);
}

/**
 * Writes what stands before every kernel: the step and the buffers.
 *
 * @param bindings The buffers.
 * @returns WGSL.
 */
export function kernelHead(bindings: readonly Binding[]): string {
  const buffers = bindings.map(
    ({ name, access, of = "f32" }, index) =>
      `@group(0) @binding(${index + 1}) var<storage, ${access}> ${name}: array<${of}>;`,
  );
  return `${STEP_STRUCT}\n@group(0) @binding(0) var<uniform> step: Step;\n${buffers.join("\n")}\n`;
}
