import { type Binding, type Kernel, kernelHead } from "./kernel.ts";

const LANES = 8;

/**
 * Writes a kernel of which each invocation computes one live row, whatever the others do.
 *
 * @param label What it is called.
 * @param bindings The buffers.
 * @param body WGSL: the row's number is `row`.
 * @returns The kernel.
 */
export function rowKernel(label: string, bindings: readonly Binding[], body: string): Kernel {
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
