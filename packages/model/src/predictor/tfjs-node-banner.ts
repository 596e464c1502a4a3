/**
 * Makes the `cpu` backend's first tensor in silence.
 *
 * Symptom: with `@tensorflow/tfjs-backend-cpu` 4.22.0 in Node and Deno, the first tensor prints "Hi, looks like you are
 * running TensorFlow.js in Node.js ...", and a library must not print. The backend asks the flag PROD before it prints;
 * the flag is set for the making of one scalar, with nothing else running meanwhile, and put back.
 *
 * Delete this file when `MathBackendCPU.write` no longer warns:
 * https://github.com/tensorflow/tfjs/blob/tfjs-v4.22.0/tfjs-backend-cpu/src/backend_cpu.ts
 *
 * @param core `@tensorflow/tfjs-core`, with the `cpu` backend active.
 */
export function withoutNodeBanner(core: typeof import("@tensorflow/tfjs-core")): void {
  const flags = core.env();
  const before = flags.getBool("PROD");
  flags.set("PROD", true);
  try {
    core.scalar(0).dispose();
  } finally {
    flags.set("PROD", before);
  }
}
