/**
 * Writes down which kernels are started while something runs.
 *
 * @param run What is run.
 * @returns The pipelines' labels, in order.
 */
export async function recordDispatches(run: () => Promise<unknown>): Promise<string[]> {
  const labels: string[] = [];
  const current = new WeakMap<GPUComputePassEncoder, string>();
  const encoders = GPUComputePassEncoder.prototype;
  const { setPipeline, dispatchWorkgroups } = encoders;
  encoders.setPipeline = function (pipeline): undefined {
    current.set(this, pipeline.label);
    return setPipeline.call(this, pipeline);
  };
  encoders.dispatchWorkgroups = function (...groups): undefined {
    labels.push(current.get(this) ?? "");
    return dispatchWorkgroups.apply(this, groups);
  };
  try {
    await run();
  } finally {
    Object.assign(encoders, { setPipeline, dispatchWorkgroups });
  }
  return labels;
}
