import type { Manifest } from "@proj/model";
import { version } from "@tensorflow/tfjs";
import type { RunOptions } from "./run-options.ts";

/** What the manifests of all runs have in common. */
export interface RunRecord extends Pick<Manifest, "backend" | "versions"> {
  /** How it was trained, as far as it does not depend on what was learned. */
  readonly training: Pick<
    Manifest["training"],
    "batchSize" | "epochs" | "hiddenUnits" | "learningRate" | "optimizer" | "seed"
  >;
}

/**
 * Says for a manifest how a run was made.
 *
 * @param options The run.
 * @param engine The name of the engine that took the steps.
 * @returns Its numbers, where it ran, and the versions of what it ran with.
 */
export function runRecord(
  { backend, optimizer, runtime, versions, ...options }: RunOptions,
  engine: string,
): RunRecord {
  const { name, learningRate, ...numbers } = optimizer;
  const { seed, epochs, batchSize, hiddenUnits } = options;
  return {
    training: { seed, epochs, batchSize, learningRate, optimizer: { name, ...numbers }, hiddenUnits },
    backend: { name: backend.name, adapter: backend.adapter, runtime, engine },
    versions: { ...versions, tfjs: version.tfjs },
  };
}
