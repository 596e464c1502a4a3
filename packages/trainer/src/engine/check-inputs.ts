import type { TrainingData } from "./engine.ts";

/**
 * Refuses inputs that are not finite. A mask takes labels and predictions out of the loss; the gradient of a weight is still the
 * input times the 0 of its row, and `NaN * 0` is NaN.
 *
 * @param data The samples.
 * @throws {RangeError} Where an input is NaN or infinite; the message names the sample and the place in it.
 */
export function checkInputs({ inputs, inputShape }: Pick<TrainingData, "inputs" | "inputShape">): void {
  if (inputs instanceof Uint8Array) return;
  // A plain loop: findIndex takes five times as long.
  let at = 0;
  while (at < inputs.length && Number.isFinite(inputs[at])) at++;
  if (at === inputs.length) return;
  const size = inputShape.reduce((product, length) => product * length, 1);
  throw new RangeError(
    `Cannot train: every input must be finite, also of samples that a mask leaves out, received ${inputs[at]} as input ${at % size} of sample ${Math.floor(at / size)}`,
  );
}
