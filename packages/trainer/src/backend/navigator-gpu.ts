/**
 * Runs a function while `navigator.gpu` exists, and leaves `navigator` as it was.
 *
 * Symptom: the constructor of tfjs-backend-webgpu 4.22's `WebGPUBackend` throws "WebGPU is not supported on this device"
 * where `navigator.gpu` is missing, although it is handed a device and never looks at `navigator.gpu` again. Node has none.
 * Delete this file when the constructor stops looking: https://github.com/tensorflow/tfjs (tfjs-backend-webgpu,
 * `isWebGPUSupported`).
 *
 * @param run What needs it; may be asynchronous.
 * @returns What `run` returns.
 */
export async function withNavigatorGpu<T>(run: () => Promise<T>): Promise<T> {
  const scope: { navigator?: { gpu?: unknown } } = globalThis;
  if (scope.navigator?.gpu) return await run();
  const had = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  const standIn = Object.create(scope.navigator ?? null, { gpu: { value: {} } });
  Object.defineProperty(globalThis, "navigator", { value: standIn, configurable: true });
  try {
    return await run();
  } finally {
    if (had === undefined) delete scope.navigator;
    else Object.defineProperty(globalThis, "navigator", had);
  }
}
