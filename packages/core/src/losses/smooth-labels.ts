import { add, cast, mul, type Tensor } from "@tensorflow/tfjs-core";
import { checkSetting } from "./check-sample-loss.ts";

/**
 * Moves labels towards the even distribution.
 *
 * Formula: `y * (1 - s) + s / C`.
 *
 * @param labels Labels of any shape and numeric dtype.
 * @param smoothing `s`, from 0 to below 1.
 * @param classes `C`; 2 for yes or no.
 * @returns float32 labels of the same shape. The caller disposes it.
 */
export function smoothLabels(labels: Tensor, smoothing: number, classes: number): Tensor {
  const numbers = cast(labels, "float32");
  return smoothing === 0 ? numbers : add(mul(numbers, 1 - smoothing), smoothing / classes);
}

/**
 * Checks the share that labels are moved by.
 *
 * @param action What cannot be done otherwise.
 * @param smoothing Should be from 0 to below 1.
 * @throws {RangeError} Where it is not.
 */
export function checkSmoothing(action: string, smoothing: number): void {
  checkSetting(action, "labelSmoothing", smoothing, (s) => s >= 0 && s < 1, "from 0 to below 1");
}
