import type { Reduction } from "@proj/core";
import type { EngineChoice } from "@proj/trainer";

/** A reduction that gives one number, which a step needs. */
export type TrainingReduction = Exclude<Reduction, "none">;

/** What a run is started with. */
export interface Settings {
  /** The digits whose labels count, in ascending order; at least one. */
  readonly digits: readonly number[];
  readonly reduction: TrainingReduction;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** The width of the hidden layer. */
  readonly hiddenUnits: number;
  readonly engine: EngineChoice;
}

/** The worked example. */
export const defaultSettings: Settings = {
  digits: [1, 3, 5, 7, 9],
  reduction: "sumOverBatchSize",
  epochs: 3,
  batchSize: 128,
  learningRate: 0.001,
  hiddenUnits: 64,
  engine: "auto",
};

/** Every reduction that can be trained with, the default first. */
export const reductions: readonly TrainingReduction[] = [
  "sumOverBatchSize",
  "meanWithSampleWeight",
  "sumByNonzeroWeights",
  "sum",
];

/** Every choice of an engine, the default first. */
export const engines: readonly EngineChoice[] = ["auto", "fused", "eager"];

/** What each number may be: from the least to the most, and whether only whole ones. */
export const settingRanges: Readonly<
  Record<
    "epochs" | "batchSize" | "learningRate" | "hiddenUnits",
    { readonly least: number; readonly most: number; readonly whole: boolean }
  >
> = {
  epochs: { least: 1, most: 100, whole: true },
  batchSize: { least: 1, most: 1024, whole: true },
  learningRate: { least: 0.000001, most: 1, whole: false },
  hiddenUnits: { least: 1, most: 512, whole: true },
};
