import type { AdamSpec } from "../../../engine/engine.ts";
import type { OptimizerKernel } from "./optimizer-kernel.ts";

/**
 * Writes Adam's step; a step of the run brings its corrections.
 *
 * @param spec Its numbers.
 * @returns How it steps.
 *
 * Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015.
 */
export function adamKernel({ learningRate, beta1, beta2, epsilon }: AdamSpec): OptimizerKernel {
  return {
    moments: ["firstMoments", "secondMoments"],
    code: `fn learn(place: u32, gradient: f32) {
  let first = ${beta1} * firstMoments[place] + ${1 - beta1} * gradient;
  let second = ${beta2} * secondMoments[place] + ${1 - beta2} * (gradient * gradient);
  firstMoments[place] = first;
  secondMoments[place] = second;
  parameters[place] -= ${learningRate} * (first * step.correction1) / (sqrt(second * step.correction2) + ${epsilon});
}`,
  };
}
