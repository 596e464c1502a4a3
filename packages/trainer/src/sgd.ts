import type { SgdSpec } from "./engine/engine.ts";

/**
 * Describes stochastic gradient descent, with Keras's defaults.
 *
 * With the momentum `m` a step keeps a velocity `v = m * v + gradient` for each weight and takes `learningRate * v` off the weight; by
 * Nesterov's rule `learningRate * (gradient + m * v)`.
 *
 * @param options Its numbers: `learningRate` (above 0; 0.01), `momentum` (in `[0, 1)`; 0) and `nesterov` (`false`).
 * @returns The description, which any engine can build.
 * @throws {RangeError} If a number is out of range, or `nesterov` is asked for without momentum.
 *
 * @example
 * ```ts
 * import { sgd } from "@proj/trainer";
 *
 * console.log(sgd({ learningRate: 0.1, momentum: 0.9 }).nesterov); // false
 * ```
 *
 * Source: Sutskever and others, "On the importance of initialization and momentum in deep learning", ICML 2013, in the form of
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html.
 */
export function sgd(options: Partial<Omit<SgdSpec, "name">> = {}): SgdSpec {
  const { learningRate = 0.01, momentum = 0, nesterov = false } = options;
  if (!(learningRate > 0 && Number.isFinite(learningRate))) {
    throw new RangeError(
      `Cannot describe SGD: learningRate must be a positive number, received ${learningRate}`,
    );
  }
  if (!(momentum >= 0 && momentum < 1)) {
    throw new RangeError(`Cannot describe SGD: momentum must be in [0, 1), received ${momentum}`);
  }
  if (nesterov && momentum === 0) {
    throw new RangeError("Cannot describe SGD: nesterov needs a momentum above 0, received 0");
  }
  return { name: "sgd", learningRate, momentum, nesterov };
}
