import type { SgdSpec } from "../../../engine/engine.ts";
import type { OptimizerKernel } from "./optimizer-kernel.ts";

/**
 * Writes the step of gradient descent; with momentum its velocities lie where Adam's first moments would.
 *
 * @param spec Its numbers.
 * @returns How it steps.
 *
 * Source: Sutskever and others, "On the importance of initialization and momentum in deep learning", ICML 2013, in PyTorch's form.
 */
export function sgdKernel({ learningRate, momentum, nesterov }: SgdSpec): OptimizerKernel {
  if (momentum === 0) {
    return {
      moments: [],
      learn: (name, number, at) => `fn ${name}(place: u32, gradient: ${number}) {
  ${at("parameters")} -= ${learningRate} * gradient;
}`,
    };
  }
  return {
    moments: ["firstMoments"],
    learn: (name, number, at) => `fn ${name}(place: u32, gradient: ${number}) {
  let velocity = ${momentum} * ${at("firstMoments")} + gradient;
  ${at("firstMoments")} = velocity;
  ${at("parameters")} -= ${learningRate} * ${nesterov ? `(gradient + ${momentum} * velocity)` : "velocity"};
}`,
  };
}
