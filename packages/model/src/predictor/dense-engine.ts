import { compileKernel } from "./compile-kernel.ts";
import type { DenseForward } from "./dense-forward.ts";
import type { DensePlan } from "./dense-plan.ts";
import type { Engine } from "./engine.ts";
import { createSimdForward } from "./simd-forward.ts";

/** The multiplications between two breaths, at most: 0.1 s where no input is 0, and less where many are. */
const multiplicationsPerTurn = 1e8;

/**
 * An engine for a stack of dense layers: WebAssembly's SIMD where its kernel was given or can be compiled, else plain typed arrays.
 *
 * A long batch lets other work of the event loop run now and then.
 *
 * @param plan The layers.
 * @param byteValues For inputs given as bytes: the float32 value of each byte, `[256]`.
 * @param given `dense-kernel.wasm`, where it was compiled already.
 * @returns The engine; it holds plain memory only.
 */
export async function createDenseEngine(
  plan: DensePlan,
  byteValues: Float32Array,
  given?: WebAssembly.Module,
): Promise<Engine> {
  const kernel = given ?? (await compileKernel());
  const forward =
    (kernel && createSimdForward(plan, byteValues, kernel)) ?? (await plainForward(plan, byteValues));
  const multiplications = plan.steps.reduce((total, step) => total + step.kernel.length, 0);
  const inputsPerTurn = Math.max(1, Math.floor(multiplicationsPerTurn / multiplications));

  return {
    inputSize: plan.inputSize,
    outputSize: plan.outputSize,
    run(inputs, count) {
      const outputs = new Float32Array(count * plan.outputSize);
      const runFrom = (first: number): Float32Array | Promise<Float32Array> => {
        const end = Math.min(first + inputsPerTurn, count);
        forward(inputs, first, end, outputs);
        return end < count ? nextTurn().then(() => runFrom(end)) : outputs;
      };
      return runFrom(0);
    },
    dispose() {},
  };
}

async function plainForward(plan: DensePlan, byteValues: Float32Array): Promise<DenseForward> {
  const { createDenseForward } = await import("./dense-forward.ts");
  return createDenseForward(plan, byteValues);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
