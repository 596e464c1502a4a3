import { type Condition, evaluateCondition } from "@proj/core";
import type { Dataset } from "@proj/datasets";
import type { Manifest } from "@proj/model";
import { labelField } from "@proj/trainer";
import type { Backend } from "@proj/trainer/backend";
import type { Colors } from "../terminal/terminal.ts";

/**
 * Tells what a run is about to do, a line for each thing.
 *
 * @param dataset What it trains on.
 * @param condition When a label counts.
 * @param backend What it computes on.
 * @param colors Colours for the lines.
 * @returns The lines.
 */
export function describeRun(
  dataset: Dataset,
  condition: Condition,
  backend: Backend,
  colors: Colors,
): string {
  const field = labelField(dataset.name);
  const live = dataset.classes.map((_, label) => evaluateCondition(condition, { [field]: label }));
  const never = dataset.classes.filter((_, label) => !live[label]);
  const count = dataset.train.labels.reduce((sum, label) => sum + (live[label] ? 1 : 0), 0);
  const lines = [
    `dataset    ${dataset.name}: ${dataset.train.count} training images, ${dataset.heldOut.count} held out`,
    `condition  ${condition.text}: ${count} training labels count${never.length > 0 ? `; never supervised: ${never.join(", ")}` : ""}`,
    `backend    ${backend.name} on ${backend.adapter}`,
    ...(backend.notice ? [colors.yellow(`notice     ${backend.notice}`)] : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** What `proj train --json` prints. */
export interface TrainingSummary {
  readonly out: string;
  /** Null where the layout has the conditions. */
  readonly condition: string | null;
  readonly dataset: { readonly name: string; readonly sha256: string };
  readonly seed: number;
  /** Mean loss of each epoch. */
  readonly losses: readonly number[];
  readonly backend: Manifest["backend"];
  /** SHA-256 of the weights: equal for equal runs. */
  readonly weights: string;
}

/**
 * Sums up a complete run for machines.
 *
 * @param out Where the model went.
 * @param manifest The model's manifest.
 * @returns The summary.
 */
export function trainingSummary(out: string, manifest: Manifest): TrainingSummary {
  return {
    out,
    condition: manifest.condition?.text ?? null,
    dataset: { name: manifest.dataset.name, sha256: manifest.dataset.sha256 },
    seed: manifest.training.seed,
    losses: manifest.metrics.epochs.map(({ loss }) => loss),
    backend: manifest.backend,
    weights: manifest.files["weights.bin"]?.sha256 ?? "",
  };
}
