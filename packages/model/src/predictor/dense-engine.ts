import { createDenseForward, type DenseForward } from "./dense-forward.ts";
import type { DensePlan } from "./dense-plan.ts";
import type { Engine } from "./engine.ts";

/** The multiplications between two breaths, at most: 0.1 s where no input is 0, and less where many are. */
const multiplicationsPerTurn = 1e8;

/** The shortest WebAssembly: its header. */
const emptyModule = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);

/**
 * An engine for a stack of dense layers: WebAssembly's SIMD where the runtime has it and lets it be compiled, else plain typed
 * arrays.
 *
 * A long batch lets other work of the event loop run now and then.
 *
 * @param plan The layers.
 * @param byteValues For inputs given as bytes: the float32 value of each byte, `[256]`.
 * @returns The engine; it holds plain memory only.
 */
export async function createDenseEngine(plan: DensePlan, byteValues: Float32Array): Promise<Engine> {
  const forward = (await simdForward(plan, byteValues)) ?? createDenseForward(plan, byteValues);
  const multiplications = plan.steps.reduce((total, step) => total + step.kernel.length, 0);
  const inputsPerTurn = Math.max(1, Math.floor(multiplicationsPerTurn / multiplications));
  return {
    inputSize: plan.inputSize,
    outputSize: plan.outputSize,
    async run(inputs, count) {
      const outputs = new Float32Array(count * plan.outputSize);
      for (let first = 0; first < count; first += inputsPerTurn) {
        if (first > 0) await nextTurn();
        forward(inputs, first, Math.min(first + inputsPerTurn, count), outputs);
      }
      return outputs;
    },
    dispose() {},
  };
}

async function simdForward(plan: DensePlan, byteValues: Float32Array): Promise<DenseForward | null> {
  // Pages whose policy forbids it need not load what they cannot compile; the bundle of Workers, which cannot either, says that
  // there is no WebAssembly, and leaves the rest out.
  if (globalThis.WebAssembly === undefined || !mayCompile()) return null;
  const { createSimdForward } = await import("./simd-forward.ts");
  return createSimdForward(plan, byteValues);
}

function mayCompile(): boolean {
  try {
    return new WebAssembly.Module(emptyModule) instanceof WebAssembly.Module;
  } catch {
    return false;
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
