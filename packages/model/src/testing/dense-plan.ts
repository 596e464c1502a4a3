import type { Activation, DensePlan, DenseStep } from "../predictor/dense-plan.ts";
import { randomNumbers } from "./random-numbers.ts";

/** The float32 value of each byte, as a model of pictures has it. */
export const byteValues: Float32Array = Float32Array.from({ length: 256 }, (_, byte) => byte / 255);

/**
 * A stack of dense layers with weights that look random, and sums of about 1.
 *
 * @param widths The values of an input, and the units of each layer.
 * @param activation Of every layer.
 */
export function randomPlan(widths: readonly number[], activation: Activation): DensePlan {
  const random = randomNumbers(widths.reduce((seed, width) => seed * 31 + width, 1));
  const weights = (length: number, scale: number): Float32Array =>
    Float32Array.from({ length }, () => (random.next().value - 0.5) * scale);
  const [inputSize = 1, ...units] = widths;
  const steps = units.map((width, index): DenseStep => {
    const inputs = widths[index] ?? 1;
    return {
      inputs,
      units: width,
      kernel: weights(inputs * width, 4 / Math.sqrt(inputs)),
      bias: weights(width, 1),
      activations: activation === "linear" ? [] : [activation],
    };
  });
  return { inputSize, outputSize: units.at(-1) ?? inputSize, steps };
}
