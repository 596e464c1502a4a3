import * as tf from "@tensorflow/tfjs";
import { seededDropout } from "./dropout/seeded-dropout.ts";

/** A perceptron's last layer. */
export interface PerceptronOutput {
  /** Its width. */
  readonly units: number;
  /** `softmax` for one class of several, `sigmoid` for flags that do not exclude each other, `linear` for logits and real values. */
  readonly activation: "softmax" | "sigmoid" | "linear";
}

/** The shape of a multi-layer perceptron. */
export type PerceptronOptions = {
  /** The shape of one input, without the batch axis: `[28, 28]`. */
  readonly inputShape: readonly number[];
  /** The widths of the hidden layers, each with ReLU; may be empty. */
  readonly hiddenUnits: readonly number[];
  /** The part of each hidden layer's units that is dropped in training, in `[0, 1)`; 0, no dropout, by default. */
  readonly dropout?: number | undefined;
  /** Decides the initial weights (Glorot uniform) and the dropout: the same seed gives the same bytes on every backend. */
  readonly seed: number;
} & (
  | {
      /** `C`, the number of classes; the last layer is a softmax. */
      readonly classes: number;
      readonly output?: undefined;
    }
  | { readonly output: PerceptronOutput; readonly classes?: undefined }
);

/**
 * Builds Flatten (for inputs of two axes or more), then Dense with ReLU for each hidden width, each followed by dropout where
 * there is any, then Dense with softmax or the activation asked for.
 *
 * @param options The shape.
 * @returns The model; the caller disposes it.
 * @throws {RangeError} If a width is not a positive integer, or the dropout not in [0, 1).
 *
 * @example
 * ```ts
 * import { perceptron } from "@proj/trainer";
 *
 * const model = perceptron({ inputShape: [28, 28], hiddenUnits: [64], classes: 10, seed: 1 });
 * console.log(model.countParams()); // 50890
 * const assays = perceptron({
 *   inputShape: [1024], hiddenUnits: [512], dropout: 0.5, output: { units: 12, activation: "sigmoid" }, seed: 1,
 * });
 * console.log(assays.countParams()); // 530956
 * ```
 *
 * Source: initial weights after Glorot and Bengio (2010), Keras's default for Dense.
 */
export function perceptron(options: PerceptronOptions): tf.Sequential {
  const { inputShape, hiddenUnits, dropout = 0, seed } = options;
  const output = options.output ?? { units: options.classes, activation: "softmax" };
  for (const units of [...inputShape, output.units]) checkWidth(units);
  const model = tf.sequential({ name: "perceptron" });
  // tfjs flattens inputs of two axes or more; those of one are flat already.
  if (inputShape.length > 1) model.add(tf.layers.flatten({ name: "flatten", inputShape: [...inputShape] }));
  const first = inputShape.length === 1 ? { inputShape: [...inputShape] } : {};
  const hidden = hiddenLayers({ hiddenUnits, dropout, seed }, first);
  for (const layer of hidden) model.add(layer);
  model.add(
    tf.layers.dense({
      name: output.activation === "softmax" ? "classes" : "output",
      ...(hidden.length === 0 ? first : {}),
      ...output,
      kernelInitializer: initialWeights(seed, hiddenUnits.length),
    }),
  );
  return model;
}

/**
 * Makes the hidden layers of a perceptron: Dense with ReLU for each width, each followed by dropout where there is any.
 *
 * @param options The widths, the dropout and the seed.
 * @param first What the first layer gets beside: its input shape, where it is the model's first.
 * @returns The layers, in order.
 * @throws {RangeError} If a width is not a positive integer, or the dropout not in [0, 1).
 */
export function hiddenLayers(
  {
    hiddenUnits,
    dropout,
    seed,
  }: { readonly hiddenUnits: readonly number[]; readonly dropout: number; readonly seed: number },
  first: { readonly inputShape?: number[] } = {},
): tf.layers.Layer[] {
  for (const units of hiddenUnits) checkWidth(units);
  if (!(dropout >= 0 && dropout < 1)) {
    throw new RangeError(`Cannot build perceptron: dropout must be in [0, 1), received ${dropout}`);
  }
  return hiddenUnits.flatMap((units, i) => {
    const dense = tf.layers.dense({
      name: `hidden${i + 1}`,
      ...(i === 0 ? first : {}),
      units,
      activation: "relu",
      kernelInitializer: initialWeights(seed, i),
    });
    return dropout > 0
      ? [dense, seededDropout({ name: `dropout${i + 1}`, rate: dropout, seed: seed + i })]
      : [dense];
  });
}

/**
 * The initial weights of a layer. Each layer has a seed of its own, or two layers of one shape would begin as copies.
 *
 * @param seed The model's seed.
 * @param layer The layer's place, from 0.
 * @returns Glorot uniform.
 */
export function initialWeights(
  seed: number,
  layer: number,
): ReturnType<typeof tf.initializers.glorotUniform> {
  return tf.initializers.glorotUniform({ seed: seed * 1000 + layer });
}

function checkWidth(units: number): void {
  if (!Number.isInteger(units) || units < 1) {
    throw new RangeError(`Cannot build perceptron: widths must be positive integers, received ${units}`);
  }
}
