import { categoricalCrossentropy, type Reduction, validateCondition } from "@proj/core";
import type { Dataset } from "@proj/datasets";
import type { Artifact } from "@proj/model";
import { adam } from "../adam.ts";
import type { Backend } from "../backend/backend.ts";
import { chooseEngine, type EngineChoice } from "../engine/choose-engine.ts";
import type { Engine, TrainingData } from "../engine/engine.ts";
import type { ClassScores } from "../evaluation/evaluator.ts";
import { conditionalLabels, conditionalLoss, imageTrainingData } from "./label-columns.ts";
import { loadModel } from "./load-model.ts";

/** How a classifier names the images of both splits. */
export interface ClassifierScores {
  /** On the images that were trained on. */
  readonly train: ClassScores;
  /** On the images that were held out. */
  readonly heldOut: ClassScores;
}

/** What is scored, and on what. */
export interface ScoreClassifierOptions {
  /** A model that `trainClassifier` made. */
  readonly artifact: Artifact;
  /** Images with their class labels, of its shape and classes. */
  readonly dataset: Dataset;
  /** The open backend; still the caller's afterwards. */
  readonly backend: Backend;
  /** What computes; `auto` if left out. */
  readonly engine?: EngineChoice | undefined;
}

/**
 * Scores a classifier's artifact on a backend, apart for labels that count under its condition and for those that do not.
 *
 * @param options What is scored, and on what.
 * @returns The scores, the engine's name, and why it is not the fused one where nobody asked for another.
 * @throws {RangeError} If the artifact is no classifier's, its classes are not the data set's, or the fused engine is asked for and
 *   cannot compute the model.
 *
 * @example
 * ```ts
 * import { loadBundledDigits } from "@proj/datasets";
 * import { type ClassifierScores, scoreClassifier, type TrainedClassifier } from "@proj/trainer";
 * import { openBackend } from "@proj/trainer/backend";
 *
 * async function scoresOf({ artifact }: TrainedClassifier): Promise<ClassifierScores | null> {
 *   if (artifact === null) return null;
 *   return await scoreClassifier({ artifact, dataset: await loadBundledDigits(), backend: await openBackend() });
 * }
 * ```
 */
export async function scoreClassifier(
  options: ScoreClassifierOptions,
): Promise<ClassifierScores & { readonly engine: string; readonly reason: string | null }> {
  const { artifact, dataset, backend } = options;
  const { labels, condition, training, classes } = artifact.manifest;
  const [learned, ...others] = labels.learned;
  if (learned === undefined || others.length > 0 || condition === null) {
    throw new RangeError(
      `Cannot score: the model must learn one part under a condition, received ${labels.learned.length} parts`,
    );
  }
  const known = validateCondition(condition, [learned.part]);
  const [train, heldOut] = ([dataset.train, dataset.heldOut] as const).map((images) => {
    const own = conditionalLabels(images.labels, classes.length, learned.part, known);
    return { data: imageTrainingData(images, own), labels: own };
  }) as [LabelledImages, LabelledImages];
  const model = await loadModel(artifact);
  try {
    const { engine, reason } = chooseEngine(options.engine ?? "auto", {
      model,
      // combinedLoss refuses what is no reduction.
      loss: conditionalLoss(train.labels, categoricalCrossentropy, training.reduction as Reduction),
      optimizer: adam(), // takes no step
      data: train.data,
      backend,
    });
    try {
      const scores = {
        train: await scoreOnce(engine, train.data),
        heldOut: await scoreOnce(engine, heldOut.data),
      };
      return { ...scores, engine: engine.name, reason };
    } finally {
      engine.dispose();
    }
  } finally {
    model.dispose();
  }
}

interface LabelledImages {
  readonly data: TrainingData;
  readonly labels: ReturnType<typeof conditionalLabels>;
}

/**
 * Scores samples once.
 *
 * @param engine The engine of a classifier.
 * @param data The samples.
 * @returns The scores.
 * @throws {RangeError} Where the labels are not one part of classes.
 */
export async function scoreOnce(engine: Engine, data: TrainingData): Promise<ClassScores> {
  const evaluator = engine.evaluator(data);
  try {
    if (evaluator.score === null) {
      throw new RangeError("Cannot score: the labels must be one part of classes, received others");
    }
    return await evaluator.score();
  } finally {
    evaluator.dispose();
  }
}
