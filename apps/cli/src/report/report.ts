import {
  accuracy,
  bincount,
  type Condition,
  type ConfusionMatrix,
  complement,
  confusionMatrix,
  evaluateCondition,
} from "@proj/core";

/** A class of the model: its label, its name, and whether training ever counted it. */
export interface ReportClass {
  readonly label: number;
  readonly name: string;
  /** False for a masked class: its labels cost nothing in training. */
  readonly supervised: boolean;
  /** Training samples of the class whose label counted. */
  readonly samples: number;
}

/** A data set by name, and the SHA-256 of its files. */
export interface ReportDataset {
  readonly name: string;
  readonly sha256: string;
}

/** What a report takes from a model's manifest; a whole manifest fits as it is. */
export interface ReportManifest {
  readonly name: string;
  /** The part that the model predicts: what the condition calls a label. */
  readonly labels: { readonly learned: readonly { readonly part: string }[] };
  readonly classes: readonly ReportClass[];
  readonly dataset: ReportDataset & { readonly trainCount: number };
  readonly training: { readonly seed: number; readonly epochs: number; readonly batchSize: number };
  readonly metrics: {
    readonly epochs: readonly { readonly epoch: number; readonly loss: number }[];
    readonly lossCurve: readonly { readonly step: number; readonly loss: number }[];
  };
  readonly backend: { readonly name: string; readonly adapter: string; readonly engine?: string | undefined };
}

/** The name of a split, as the report writes it. */
export type SplitName = "training" | "held-out";

/** The images of one split that meet the condition, or those that do not. */
export interface SliceReport {
  /** The condition's text, or its complement's: "odd", "even". */
  readonly name: string;
  /** True where the labels counted in training. */
  readonly live: boolean;
  readonly count: number;
  /** Share of images named correctly, in [0, 1]; null for a slice without images. */
  readonly accuracy: number | null;
  /** Rows true, columns predicted, over the sorted union of the labels that occur; empty without images. */
  readonly confusion: ConfusionMatrix;
  /** How often each label 0, 1, ... is the true one. */
  readonly trueCounts: readonly number[];
  /** How often each label 0, 1, ... is predicted. */
  readonly predictedCounts: readonly number[];
}

/** One split: the masked slice, then the live one. */
export interface SplitReport {
  readonly name: SplitName;
  readonly count: number;
  readonly slices: readonly SliceReport[];
}

/** Everything that the report says, as plain JSON data. */
export interface EvaluationReport {
  readonly model: {
    readonly name: string;
    readonly condition: string;
    readonly backend: string;
    readonly adapter: string;
    /** The engine that took the steps; left out for models of before there was a choice. */
    readonly engine?: string;
    readonly seed: number;
    readonly epochs: number;
    /** Optimizer steps in an epoch: the training images over the batch size, rounded up. */
    readonly stepsPerEpoch: number;
    /** The data set that the model was trained on; `dataset` is the one it is evaluated on. */
    readonly trainedOn: ReportDataset;
  };
  readonly dataset: ReportDataset;
  readonly classes: readonly ReportClass[];
  readonly epochs: readonly { readonly epoch: number; readonly loss: number }[];
  readonly lossCurve: readonly { readonly step: number; readonly loss: number }[];
  readonly splits: readonly SplitReport[];
}

/** One split's true labels and what the model predicted for them, both of length N, in the same order. */
export interface SplitPredictions {
  readonly name: SplitName;
  readonly labels: Uint8Array;
  readonly predictions: ArrayLike<number>;
}

/** What `buildReport` needs. */
export interface BuildReportInput {
  readonly manifest: ReportManifest;
  readonly splits: readonly SplitPredictions[];
  /** The condition under which a label counted in training. */
  readonly condition: Condition;
  /** The data set of the splits; left out, the one that the model was trained on. */
  readonly dataset?: ReportDataset;
}

/**
 * What the condition of a model of pictures calls a label: the part that the model predicts.
 *
 * @param manifest The model's manifest.
 * @returns The part's name.
 */
export function labelField({ labels }: Pick<ReportManifest, "labels">): string {
  return labels.learned[0]?.part ?? "label";
}

/**
 * Measures predictions apart where the condition holds and where it does not.
 *
 * @param input The model's manifest, per split the labels and predictions (`[N]`, integers, labels of the
 *   model's classes), and the condition that splits each of them in two.
 * @returns The report: plain data, frozen nowhere, the same for the same input.
 * @throws {RangeError} Where there is no split, a split comes twice, labels and predictions differ in number,
 *   or one of them is no class of the model.
 *
 * @example
 * ```ts
 * const report = buildReport({
 *   manifest,
 *   condition: parseCondition("odd", ["digit"]),
 *   splits: [{ name: "held-out", labels: Uint8Array.of(0, 1), predictions: [1, 1] }],
 * });
 * report.splits[0].slices.map((slice) => slice.accuracy); // [0, 1]: even, odd
 * ```
 */
export function buildReport(input: BuildReportInput): EvaluationReport {
  const { manifest, splits, condition } = input;
  if (splits.length === 0) {
    throw new RangeError("Cannot build the report: at least one split is needed, received none");
  }
  const slicing: Slicing = {
    classes: manifest.classes,
    slices: [complement(condition), condition].map((part) => ({
      name: part.text,
      live: part === condition,
      labels: new Set(
        manifest.classes
          .map(({ label }) => label)
          .filter((label) => evaluateCondition(part, { [labelField(manifest)]: label })),
      ),
    })),
  };
  const names = splits.map((split) => split.name);
  if (new Set(names).size !== names.length) {
    throw new RangeError(`Cannot build the report: each split may come once, received ${names.join(", ")}`);
  }
  return {
    model: {
      name: manifest.name,
      condition: condition.text,
      backend: manifest.backend.name,
      adapter: manifest.backend.adapter,
      ...(manifest.backend.engine !== undefined && { engine: manifest.backend.engine }),
      seed: manifest.training.seed,
      epochs: manifest.training.epochs,
      stepsPerEpoch: Math.ceil(manifest.dataset.trainCount / manifest.training.batchSize),
      trainedOn: datasetOf(manifest.dataset),
    },
    dataset: datasetOf(input.dataset ?? manifest.dataset),
    classes: manifest.classes.map(({ label, name, supervised, samples }) => ({
      label,
      name,
      supervised,
      samples,
    })),
    epochs: manifest.metrics.epochs.map(({ epoch, loss }) => ({ epoch, loss })),
    lossCurve: manifest.metrics.lossCurve.map(({ step, loss }) => ({ step, loss })),
    splits: splits.map((split) => buildSplit(split, slicing)),
  };
}

/** Counts the images of a slice that were named correctly: the diagonal of its confusion matrix. */
export function correctCount(slice: SliceReport): number {
  return slice.confusion.counts.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);
}

function datasetOf({ name, sha256 }: ReportDataset): ReportDataset {
  return { name, sha256 };
}

/** The classes of a model, shared out between the masked slice and the live one. */
interface Slicing {
  readonly classes: readonly ReportClass[];
  readonly slices: readonly {
    readonly name: string;
    readonly live: boolean;
    readonly labels: ReadonlySet<number>;
  }[];
}

function buildSplit(split: SplitPredictions, { classes, slices }: Slicing): SplitReport {
  const { name, labels, predictions } = split;
  if (labels.length !== predictions.length) {
    throw new RangeError(
      `Cannot build the report: the ${name} split needs one prediction for each label, ` +
        `received ${labels.length} labels and ${predictions.length} predictions`,
    );
  }
  requireClasses(labels, classes, `a true label of the ${name} split`);
  requireClasses(predictions, classes, `a prediction of the ${name} split`);
  const width = Math.max(0, ...classes.map((entry) => entry.label + 1));
  return { name, count: labels.length, slices: slices.map((slice) => buildSlice(split, slice, width)) };
}

function requireClasses(values: ArrayLike<number>, classes: readonly ReportClass[], what: string): void {
  const known = new Set(classes.map((entry) => entry.label));
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (value === undefined || !known.has(value)) {
      throw new RangeError(
        `Cannot build the report: ${what} must be one of the model's ${known.size} classes, ` +
          `received ${value} at index ${index}`,
      );
    }
  }
}

function buildSlice(split: SplitPredictions, slice: Slicing["slices"][number], width: number): SliceReport {
  const labels: number[] = [];
  const predictions: number[] = [];
  split.labels.forEach((label, index) => {
    const prediction = split.predictions[index];
    if (prediction === undefined || !slice.labels.has(label)) return;
    labels.push(label);
    predictions.push(prediction);
  });
  const empty = labels.length === 0;
  return {
    name: slice.name,
    live: slice.live,
    count: labels.length,
    accuracy: empty ? null : accuracy(labels, predictions),
    confusion: empty ? { labels: [], counts: [] } : confusionMatrix(labels, predictions),
    trueCounts: bincount(labels, width),
    predictedCounts: bincount(predictions, width),
  };
}
