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
      code: `fn learn(place: u32, gradient: f32) {
  parameters[place] -= ${learningRate} * gradient;
}`,
    };
  }
  return {
    moments: ["firstMoments"],
    code: `fn learn(place: u32, gradient: f32) {
  let velocity = ${momentum} * firstMoments[place] + gradient;
  firstMoments[place] = velocity;
  parameters[place] -= ${learningRate} * ${nesterov ? `(gradient + ${momentum} * velocity)` : "velocity"};
}`,
  };
}
