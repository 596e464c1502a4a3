import type { Backend } from "../backend/backend.ts";
import type { EngineChoice } from "../engine/choose-engine.ts";
import type { OptimizerSpec } from "../engine/engine.ts";
import type { FitOptions } from "./fit-options.ts";

/** How a perceptron is trained, whatever it learns from. */
export interface RunOptions
  extends Pick<
    FitOptions,
    | "batchSize"
    | "checkpoints"
    | "checkpointEvery"
    | "epochs"
    | "logEvery"
    | "onEvent"
    | "resume"
    | "seed"
    | "signal"
  > {
  /** The open backend; still the caller's afterwards. */
  readonly backend: Backend;
  /** What takes the steps; `auto` if left out. */
  readonly engine?: EngineChoice | undefined;
  /** The width of each hidden layer; none makes a linear model. */
  readonly hiddenUnits: readonly number[];
  /** The optimizer with its numbers, such as `adam()`, `adamw()` or `sgd()`. */
  readonly optimizer: OptimizerSpec;
  /** The runtime's name and version, for the manifest: `"node 20.19.0"`. */
  readonly runtime: string;
  /** Versions to record beside TensorFlow.js's own. */
  readonly versions?: Readonly<Record<string, string>> | undefined;
}
