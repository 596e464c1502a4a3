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
  const isDecaying = spec.name === "adamw" && spec.weightDecay !== 0;
  const decay = isDecaying ? ` * ${1 - learningRate * spec.weightDecay}` : "";
  return {
    moments: ["firstMoments", "secondMoments"],
    learn: (name, number, at) => {
      const isZero = (value: string): string => `all(${value} == ${number}())`;
      // A weight that never had a gradient stays where it is, as those of pixels that are empty in every image.
      const rest = `if (${["gradient", "first", "second"].map(isZero).join(" && ")}) { return; }`;
      return `fn ${name}(place: u32, gradient: ${number}) {
  var first = ${at("firstMoments")};
  var second = ${at("secondMoments")};
  ${isDecaying ? "" : rest}
  first = ${beta1} * first + ${1 - beta1} * gradient;
  second = ${beta2} * second + ${1 - beta2} * (gradient * gradient);
  ${at("firstMoments")} = first;
  ${at("secondMoments")} = second;
  ${at("parameters")} = ${at("parameters")}${decay} - ${learningRate} * (first * step.correction1) / (sqrt(second * step.correction2) + ${epsilon});
}`;
    },
  };
}
