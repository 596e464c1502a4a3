import type { OptimizerSpec } from "../engine/engine.ts";

/** Moves a weight by its gradient, step after step, in float64. */
export type PlainOptimizer = (weight: number, gradient: number) => number;

/**
 * Computes an optimizer's steps for one weight, as PyTorch's documentation writes the algorithms.
 *
 * @param spec The optimizer.
 * @returns A function that takes the weight and its gradient and gives the next weight.
 *
 * Source: https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html and torch.optim.SGD.html beside it.
 */
export function plainOptimizer(spec: OptimizerSpec): PlainOptimizer {
  let [first, second, step] = [0, 0, 0];
  if (spec.name === "sgd") {
    const { learningRate, momentum, nesterov } = spec;
    return (weight, gradient) => {
      first = step++ === 0 ? gradient : momentum * first + gradient;
      const direction = momentum === 0 ? gradient : nesterov ? gradient + momentum * first : first;
      return weight - learningRate * direction;
    };
  }
  const { learningRate, beta1, beta2, epsilon } = spec;
  const decay = spec.name === "adamw" ? learningRate * spec.weightDecay : 0;
  return (weight, gradient) => {
    step++;
    first = beta1 * first + (1 - beta1) * gradient;
    second = beta2 * second + (1 - beta2) * gradient ** 2;
    const [mean, square] = [first / (1 - beta1 ** step), second / (1 - beta2 ** step)];
    return weight - decay * weight - (learningRate * mean) / (Math.sqrt(square) + epsilon);
  };
}
