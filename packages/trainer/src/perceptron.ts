import * as tf from "@tensorflow/tfjs";
import { seededDropout } from "./dropout/seeded-dropout.ts";

/** A perceptron's last layer. */
export interface PerceptronOutput {
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
 * const digits = perceptron({ inputShape: [28, 28], hiddenUnits: [64], classes: 10, seed: 1 });
 * const assays = perceptron({
 *   inputShape: [1024], hiddenUnits: [512], dropout: 0.5, output: { units: 12, activation: "sigmoid" }, seed: 1,
 * });
 * ```
 *
 * Source: initial weights after Glorot and Bengio (2010), Keras's default for Dense.
 */
export function perceptron(options: PerceptronOptions): tf.Sequential {
  const { inputShape, hiddenUnits, dropout = 0, seed } = options;
  const output = options.output ?? { units: options.classes, activation: "softmax" };
  for (const units of [...inputShape, ...hiddenUnits, output.units]) {
    if (!Number.isInteger(units) || units < 1) {
      throw new RangeError(`Cannot build perceptron: widths must be positive integers, received ${units}`);
    }
  }
  if (!(dropout >= 0 && dropout < 1)) {
    throw new RangeError(`Cannot build perceptron: dropout must be in [0, 1), received ${dropout}`);
  }
  const model = tf.sequential({ name: "perceptron" });
  // tfjs flattens inputs of two axes or more; those of one are flat already.
  if (inputShape.length > 1) model.add(tf.layers.flatten({ name: "flatten", inputShape: [...inputShape] }));
  const layers = [...hiddenUnits.map((units) => ({ units, activation: "relu" as const })), output];
  for (const [i, { units, activation }] of layers.entries()) {
    const hidden = i < hiddenUnits.length;
    model.add(
      tf.layers.dense({
        name: hidden ? `hidden${i + 1}` : activation === "softmax" ? "classes" : "output",
        ...(i === 0 && inputShape.length === 1 ? { inputShape: [...inputShape] } : {}),
        units,
        activation,
        // A seed of its own for each layer, or two layers of one shape would begin as copies.
        kernelInitializer: tf.initializers.glorotUniform({ seed: seed * 1000 + i }),
      }),
    );
    if (hidden && dropout > 0) {
      model.add(seededDropout({ name: `dropout${i + 1}`, rate: dropout, seed: seed + i }));
    }
  }
  return model;
}
