import * as tf from "@tensorflow/tfjs";

/** The shape of a multi-layer perceptron. */
export interface PerceptronOptions {
  /** The shape of one input, without the batch axis: `[28, 28]`. */
  readonly inputShape: readonly number[];
  /** The widths of the hidden layers, each with ReLU; may be empty. */
  readonly hiddenUnits: readonly number[];
  /** `C`, the number of classes; the last layer is a softmax. */
  readonly classes: number;
  /** Decides the initial weights (Glorot uniform): the same seed gives the same bytes on every backend. */
  readonly seed: number;
}

/**
 * Builds Flatten (for inputs of two axes or more), then Dense with ReLU for each hidden width, then Dense with softmax.
 *
 * @param options The shape.
 * @returns The model; the caller disposes it.
 * @throws {RangeError} If a width is not a positive integer.
 *
 * @example
 * ```ts
 * const model = perceptron({ inputShape: [28, 28], hiddenUnits: [64], classes: 10, seed: 1 });
 * ```
 *
 * Source: initial weights after Glorot and Bengio (2010), Keras's default for Dense.
 */
export function perceptron({ inputShape, hiddenUnits, classes, seed }: PerceptronOptions): tf.Sequential {
  for (const units of [...inputShape, ...hiddenUnits, classes]) {
    if (!Number.isInteger(units) || units < 1) {
      throw new RangeError(`Cannot build perceptron: widths must be positive integers, received ${units}`);
    }
  }
  const model = tf.sequential({ name: "perceptron" });
  // tfjs flattens inputs of two axes or more; those of one are flat already.
  if (inputShape.length > 1) model.add(tf.layers.flatten({ name: "flatten", inputShape: [...inputShape] }));
  const widths = [
    ...hiddenUnits.map((units) => ({ units, activation: "relu" as const })),
    { units: classes, activation: "softmax" as const },
  ];
  for (const [i, { units, activation }] of widths.entries()) {
    model.add(
      tf.layers.dense({
        name: i === hiddenUnits.length ? "classes" : `hidden${i + 1}`,
        ...(i === 0 && inputShape.length === 1 ? { inputShape: [...inputShape] } : {}),
        units,
        activation,
        // A seed of its own for each layer, or two layers of one shape would begin as copies.
        kernelInitializer: tf.initializers.glorotUniform({ seed: seed * 1000 + i }),
      }),
    );
  }
  return model;
}
