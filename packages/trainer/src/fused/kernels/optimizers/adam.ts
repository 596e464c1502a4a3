import type { AdamSpec, AdamWSpec } from "../../../engine/engine.ts";
import type { OptimizerKernel } from "./optimizer-kernel.ts";

/**
 * Writes Adam's step, and AdamW's, which begins with a weight that has decayed; a step of the run brings its corrections.
 *
 * @param spec Its numbers.
 * @returns How it steps.
 *
 * Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015; Loshchilov and Hutter, "Decoupled Weight Decay
 * Regularization", ICLR 2019.
 */
export function adamKernel(spec: AdamSpec | AdamWSpec): OptimizerKernel {
  const { learningRate, beta1, beta2, epsilon } = spec;
  const decay = spec.name === "adamw" ? ` * ${1 - learningRate * spec.weightDecay}` : "";
  return {
    moments: ["firstMoments", "secondMoments"],
    learn: (name, number, at) => `fn ${name}(place: u32, gradient: ${number}) {
  let first = ${beta1} * ${at("firstMoments")} + ${1 - beta1} * gradient;
  let second = ${beta2} * ${at("secondMoments")} + ${1 - beta2} * (gradient * gradient);
  ${at("firstMoments")} = first;
  ${at("secondMoments")} = second;
  ${at("parameters")} = ${at("parameters")}${decay} - ${learningRate} * (first * step.correction1) / (sqrt(second * step.correction2) + ${epsilon});
}`,
  };
}
