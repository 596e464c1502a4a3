import { isWhole, type PlacedWeight } from "./placed-weight.ts";

/** Puts the rows of weights together that lie between those of other heads. */
export interface HeadCopies {
  /** The buffer that they are put into. */
  readonly buffer: GPUBuffer;
  /** Where in it a weight begins, in numbers; `undefined` for one that lies side by side as it is. */
  placeOf(weight: PlacedWeight): number | undefined;
  /** Records the copy of all of them out of the parameters. */
  record(encoder: GPUCommandEncoder, parameters: GPUBuffer): void;
  dispose(): void;
}

const LANES = 64;
/** Every device starts as many; an invocation goes on where there are more numbers. */
const MOST_GROUPS = 65_535;

/**
 * Makes what copies the heads' weights: copies of buffers move whole ranges, and there would be one for each row.
 *
 * @param device The device.
 * @param placed The model's weights.
 * @returns The copies; the caller disposes them. `null` where every weight lies side by side.
 */
export function createHeadCopies(device: GPUDevice, placed: readonly PlacedWeight[]): HeadCopies | null {
  const parted = placed.filter((weight) => !isWhole(weight));
  if (parted.length === 0) return null;
  const places = new Map<PlacedWeight, number>();
  let size = 0;
  for (const weight of parted) {
    places.set(weight, size);
    size += weight.size;
  }
  const { STORAGE, COPY_SRC } = GPUBufferUsage;
  const buffer = device.createBuffer({ label: "heads", size: size * 4, usage: STORAGE | COPY_SRC });
  const groups = Math.min(Math.ceil(size / LANES), MOST_GROUPS);
  const rows = parted.map(
    ({ offset, size: count, columns, pitch }) => `vec4u(${offset}u, ${count}u, ${columns}u, ${pitch}u)`,
  );
  const code = `@group(0) @binding(0) var<storage, read> parameters: array<f32>;
@group(0) @binding(1) var<storage, read_write> heads: array<f32>;
const WEIGHTS = array<vec4u, ${rows.length}>(${rows.join(", ")}); // first number, numbers, columns, pitch
@compute @workgroup_size(${LANES})
fn main(@builtin(global_invocation_id) id: vec3u) {
  for (var place = id.x; place < ${size}u; place += ${groups * LANES}u) {
    var own = place;
    var index = 0u;
    var weights = WEIGHTS;
    while (own >= weights[index].y) {
      own -= weights[index].y;
      index++;
    }
    let weight = weights[index];
    heads[place] = parameters[weight.x + own / weight.z * weight.w + own % weight.z];
  }
}
`;
  const pipeline = device.createComputePipeline({
    label: "heads",
    layout: "auto",
    compute: { module: device.createShaderModule({ label: "heads", code }), entryPoint: "main" },
  });
  return {
    buffer,
    placeOf: (weight) => places.get(weight),
    record(encoder, parameters) {
      const group = device.createBindGroup({
        label: "heads",
        layout: pipeline.getBindGroupLayout(0),
        entries: [parameters, buffer].map((each, binding) => ({ binding, resource: { buffer: each } })),
      });
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(groups);
      pass.end();
    },
    dispose: () => buffer.destroy(),
  };
}
