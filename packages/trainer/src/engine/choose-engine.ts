import type { Backend } from "../backend/backend.ts";
import { createFusedEngine } from "../fused/fused-engine.ts";
import { planFused } from "../fused/plan-fused.ts";
import { checkInputs } from "./check-inputs.ts";
import { createEagerEngine, type EagerEngineOptions } from "./eager-engine.ts";
import type { Engine } from "./engine.ts";

/** The engine that is asked for: `auto` is the fused one wherever it can train the model, and else the eager one. */
export type EngineChoice = "auto" | "eager" | "fused";

/** An engine, and why it is not the fused one. */
export interface ChosenEngine {
  /** The engine; the caller disposes it. */
  readonly engine: Engine;
  /** What keeps the fused engine from training the model, in a few words; `null` where it does, or nobody asked it. */
  readonly reason: string | null;
}

/**
 * Makes the engine that is asked for.
 *
 * @param choice Which.
 * @param options The model, its loss, its optimizer, its data, and what they are computed on.
 * @returns The engine.
 * @throws {RangeError} Where the fused engine is asked for and cannot train the model; the message says what is in its way.
 *   And where an input is not finite.
 *
 * @example
 * ```ts
 * import { categoricalCrossentropy, combinedLoss, defineLayout, oneHot } from "@proj/core";
 * import { adam, chooseEngine, perceptron } from "@proj/trainer";
 * import { openBackend } from "@proj/trainer/backend";
 *
 * const backend = await openBackend({ backend: "cpu" });
 * const model = perceptron({ inputShape: [2], hiddenUnits: [4], classes: 2, seed: 1 });
 * const loss = combinedLoss(defineLayout({ side: oneHot(2) }), { side: { loss: categoricalCrossentropy } });
 * const [inputs, labels] = [Float32Array.of(0, 1, 1, 0), Float32Array.of(1, 0, 0, 1)];
 * const data = { count: 2, inputs, inputShape: [2], inputScale: 1, labels, labelWidth: 2 };
 * const { engine, reason } = chooseEngine("auto", { model, loss, optimizer: adam(), data, backend });
 * console.log(engine.name, reason); // eager the backend cpu has no GPU device
 * engine.dispose();
 * model.dispose();
 * backend.close();
 * ```
 */
export function chooseEngine(
  choice: EngineChoice,
  options: EagerEngineOptions & {
    readonly backend: Pick<Backend, "name" | "device" | "kind" | "isWaitingBusy">;
  },
): ChosenEngine {
  if (choice === "eager") return { engine: createEagerEngine(options), reason: null };
  // So that each engine refuses the same data: this one would not see what a mask leaves out.
  checkInputs(options.data);
  const planning = planFused(options);
  if ("plan" in planning) return { engine: createFusedEngine(planning.plan), reason: null };
  const { reason } = planning;
  if (choice === "fused") throw new RangeError(`Cannot train with the fused engine: ${reason}`);
  return { engine: createEagerEngine(options), reason };
}
