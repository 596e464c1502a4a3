import { createDenseForward } from "./dense-forward.ts";
import type { DensePlan } from "./dense-plan.ts";
import type { Engine } from "./engine.ts";

/** The multiplications between two breaths, at most: 0.1 s where no input is 0, and less where many are. */
const multiplicationsPerTurn = 1e8;

/**
 * An engine of plain typed arrays for a stack of dense layers.
 *
 * A long batch lets other work of the event loop run now and then.
 *
 * @param plan The layers.
 * @param byteValues For inputs given as bytes: the float32 value of each byte, `[256]`.
 * @returns The engine; it holds plain memory only.
 */
export function createDenseEngine(plan: DensePlan, byteValues: Float32Array): Engine {
  const forward = createDenseForward(plan, byteValues);
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

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
