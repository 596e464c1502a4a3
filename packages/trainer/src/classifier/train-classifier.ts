import { type Condition, categoricalCrossentropy, type Reduction } from "@proj/core";
import type { Dataset } from "@proj/datasets";
import { type Artifact, createArtifact } from "@proj/model";
import type * as tf from "@tensorflow/tfjs";
import { chooseEngine } from "../engine/choose-engine.ts";
import type { TrainingData } from "../engine/engine.ts";
import type { Evaluator } from "../evaluation/evaluator.ts";
import { describeOptimizer } from "../fit/describe-optimizer.ts";
import { fit } from "../fit/fit.ts";
import type { FitResult } from "../fit/fit-options.ts";
import type { RunOptions } from "../fit/run-options.ts";
import { runRecord } from "../fit/run-record.ts";
import { perceptron } from "../perceptron.ts";
import {
  type ConditionalLabels,
  conditionalLabels,
  conditionalLoss,
  imageTrainingData,
  PIXEL_SCALE,
} from "./label-columns.ts";
import { saveModel } from "./save-model.ts";
import { type ClassifierScores, scoreOnce } from "./score-classifier.ts";
import { thinCurve } from "./thin-curve.ts";

/** A classifier's training: what is learned, under which condition, and how. */
export interface ClassifierOptions extends RunOptions {
  /** Images with their class labels. */
  readonly dataset: Dataset;
  /** When a label counts; over the one field {@linkcode labelField} names. */
  readonly condition: Condition;
  /** The model's name in its manifest. */
  readonly name: string;
  /** What the sum of the samples' losses is divided by. */
  readonly reduction: Reduction;
  /**
   * Whether held-out images are scored at each epoch's end, for its event, and all images at the end of a complete run. It changes
   * nothing of what is learned. No, if left out.
   */
  readonly scoreClasses?: boolean | undefined;
  /** Decides the initial weights and the order of samples. */
  readonly seed: number;
}

/** What came of it. */
export interface TrainedClassifier {
  /** The losses, and whether the run is complete. */
  readonly result: FitResult;
  /** The model with its manifest, or `null` when the run was stopped before its end. */
  readonly artifact: Artifact | null;
  /** How the model names classes in the end, where that was asked for and the run is complete; else `null`. */
  readonly scores: ClassifierScores | null;
}

/**
 * Trains a perceptron on images whose labels count only under a condition.
 *
 * @param options The data, the condition and the numbers.
 * @returns The losses, and the artifact of a complete run.
 * @throws As {@linkcode fit}; `RangeError` also if the condition leaves nothing to learn from, and
 * if the fused engine is asked for and cannot train the model.
 *
 * @example
 * ```ts
 * import { parseCondition } from "@proj/core";
 * import { loadBundledDigits } from "@proj/datasets";
 * import { adam, trainClassifier } from "@proj/trainer";
 * import { openBackend } from "@proj/trainer/backend";
 *
 * const { artifact } = await trainClassifier({
 *   dataset: await loadBundledDigits(),
 *   condition: parseCondition("odd", ["digit"]),
 *   backend: await openBackend(),
 *   name: "odd-digits", hiddenUnits: [64], epochs: 3, batchSize: 128, seed: 1,
 *   optimizer: adam(), reduction: "sumOverBatchSize", runtime: "node",
 * });
 * ```
 */
export async function trainClassifier(options: ClassifierOptions): Promise<TrainedClassifier> {
  const { dataset, condition, backend, optimizer, seed, reduction } = options;
  const { train } = dataset;
  const classes = dataset.classes.length;
  const labels = conditionalLabels(train.labels, classes, labelField(dataset.name), condition);
  if (labels.liveCounts.every((count) => count === 0)) {
    throw new RangeError(
      `Cannot train: the condition "${condition.text}" must hold for some training label, received none of ${train.count}`,
    );
  }
  const data = imageTrainingData(train, labels);
  const model = perceptron({ inputShape: train.imageShape, hiddenUnits: options.hiddenUnits, classes, seed });
  const loss = conditionalLoss(labels, categoricalCrossentropy, reduction);
  const asked = { model, loss, optimizer, data, backend };
  const { engine, reason } = chooseEngine(options.engine ?? "auto", asked);
  let scorer: Evaluator | null = null;
  try {
    options.onEvent?.({ type: "engine", name: engine.name, reason });
    scorer = options.scoreClasses ? engine.evaluator(heldOutData(dataset, condition)) : null;
    const result = await fit({
      ...options,
      engine,
      count: train.count,
      classScores: scorer?.score ?? undefined,
      settings: settingsOf(options, engine.name),
      lost: backend.lost,
    });
    const artifact = result.complete
      ? await toArtifact(model, labels, options, { result, engine: engine.name })
      : null;
    const scores =
      result.complete && scorer?.score
        ? { train: await scoreOnce(engine, data), heldOut: await scorer.score() }
        : null;
    return { result, artifact, scores };
  } finally {
    scorer?.dispose();
    engine.dispose();
    model.dispose();
  }
}

function heldOutData({ heldOut, classes, name }: Dataset, condition: Condition): TrainingData {
  const labels = conditionalLabels(heldOut.labels, classes.length, labelField(name), condition);
  return imageTrainingData(heldOut, labels);
}

/**
 * What a condition calls the labels of a data set.
 *
 * @param datasetName The data set's name.
 * @returns `"digit"` for digits, else `"label"`.
 */
export function labelField(datasetName: string): "digit" | "label" {
  return datasetName === "digits" || datasetName === "mnist" ? "digit" : "label";
}

/** What makes two runs the same run; how often they report, and how long they go on, does not. */
function settingsOf(
  { dataset, condition, backend, optimizer, ...options }: ClassifierOptions,
  engine: string,
): Record<string, string> {
  return {
    engine,
    dataset: `${dataset.name} ${dataset.sha256.slice(0, 12)}`,
    condition: condition.text,
    "hidden units": options.hiddenUnits.join(",") || "none",
    "batch size": String(options.batchSize),
    seed: String(options.seed),
    reduction: options.reduction,
    "learning rate": String(optimizer.learningRate),
    optimizer: describeOptimizer(optimizer),
    backend: backend.name,
    adapter: backend.adapter,
  };
}

async function toArtifact(
  model: tf.LayersModel,
  labels: ConditionalLabels,
  options: ClassifierOptions,
  { result, engine }: { readonly result: FitResult; readonly engine: string },
): Promise<Artifact> {
  const { dataset, condition } = options;
  const { training, ...run } = runRecord(options, engine);
  return await createArtifact({
    manifest: {
      name: options.name,
      input: { shape: dataset.train.imageShape, scale: PIXEL_SCALE },
      labels: {
        layout: labels.layout,
        learned: [{ part: labels.part, loss: "categoricalCrossentropy", mask: [labels.mask], weight: 1 }],
      },
      condition: { text: condition.text, expression: condition.expression },
      classes: dataset.classes.map((name, label) => {
        const samples = labels.liveCounts[label] ?? 0;
        return { label, part: labels.part, name, supervised: samples > 0, samples };
      }),
      dataset: {
        name: dataset.name,
        sha256: dataset.sha256,
        trainCount: dataset.train.count,
        heldOutCount: dataset.heldOut.count,
      },
      training: { ...training, reduction: options.reduction, pooling: "sumOfParts", dropout: 0 },
      metrics: { epochs: result.epochs, lossCurve: thinCurve(result.lossCurve) },
      ...run,
    },
    ...(await saveModel(model)),
  });
}
