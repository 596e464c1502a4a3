/** Rows, columns and summed places of the product. */
const SIZE = 512;
/** Invocations of a workgroup, side by side. */
const LANES = 8;
/** Results of an invocation, below and beside each other: which of them is fastest depends on the adapter. */
const TILES = [
  [4, 4],
  [8, 4],
  [16, 4],
] as const;

/**
 * Makes what measures the peak of an adapter as somebody would who writes a product by the book: float32, each invocation sums a tile of
 * results in registers, nothing else is done.
 *
 * @param device The device.
 * @returns Computes the product in each tile, and returns the best GFLOP/s.
 */
export async function productPeak(device: GPUDevice): Promise<() => Promise<number>> {
  const { STORAGE } = GPUBufferUsage;
  const buffers = [0, 1, 2].map(() => device.createBuffer({ size: SIZE * SIZE * 4, usage: STORAGE }));
  const products = await Promise.all(
    TILES.map(async ([rows, columns]) => {
      const module = device.createShaderModule({ code: product(rows, columns) });
      const pipeline = await device.createComputePipelineAsync({
        layout: "auto",
        compute: { module, entryPoint: "main" },
      });
      const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
      const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
      const groups = [SIZE / (columns * LANES), SIZE / rows] as const;
      return async (): Promise<number> => {
        const encoder = device.createCommandEncoder();
        const pass = encoder.beginComputePass();
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, group);
        pass.dispatchWorkgroups(...groups);
        pass.end();
        const start = performance.now();
        device.queue.submit([encoder.finish()]);
        await device.queue.onSubmittedWorkDone();
        return (2 * SIZE ** 3) / 1e6 / (performance.now() - start);
      };
    }),
  );
  return async () => {
    let best = 0;
    for (const run of [...products, ...products]) best = Math.max(best, await run());
    return best;
  };
}

function product(rows: number, columns: number): string {
  const each = (count: number, line: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => line(index)).join("\n");
  return `@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;
@group(0) @binding(2) var<storage, read_write> c: array<f32>;
@compute @workgroup_size(${LANES})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  let top = group.y * ${rows}u;
  let left = group.x * ${columns * LANES}u + lane;
  ${each(rows, (row) => each(columns, (column) => `var sum${row}_${column} = 0.0;`))}
  for (var k = 0u; k < ${SIZE}u; k++) {
    ${each(columns, (column) => `let b${column} = b[k * ${SIZE}u + left + ${column * LANES}u];`)}
    ${each(
      rows,
      (row) => `let a${row} = a[(top + ${row}u) * ${SIZE}u + k];
    ${each(columns, (column) => `sum${row}_${column} = fma(a${row}, b${column}, sum${row}_${column});`)}`,
    )}
  }
  ${each(rows, (row) =>
    each(
      columns,
      (column) => `c[(top + ${row}u) * ${SIZE}u + left + ${column * LANES}u] = sum${row}_${column};`,
    ),
  )}
}
`;
}
