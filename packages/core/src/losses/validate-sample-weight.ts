import { Tensor } from "@tensorflow/tfjs-core";
import { describeValue } from "../errors/describe-value.ts";

const ACTION = "validate sample weights";

/**
 * Checks every number of sample weights: finite, and 0 or more.
 *
 * `maskedLoss` does not check them, since reading a tensor waits for the device. This does, once, before training.
 *
 * @param sampleWeight `[B]` or `[B, K]` weights of any numeric dtype; they stay the caller's.
 * @throws {TypeError} Where it is no tensor of numbers.
 * @throws {RangeError} Where a weight is negative, infinite or NaN; the message names the row, and the label of several.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { tensor1d } from "@tensorflow/tfjs-core";
 * import { validateSampleWeight } from "@proj/core";
 *
 * const sampleWeight = tensor1d([1, 0, 0.5]);
 * await validateSampleWeight(sampleWeight);
 * sampleWeight.dispose();
 * ```
 */
export async function validateSampleWeight(sampleWeight: Tensor): Promise<void> {
  const received: unknown = sampleWeight;
  if (!(received instanceof Tensor)) {
    throw new TypeError(`Cannot ${ACTION}: they must be a tensor, received ${describeValue(received)}`);
  }
  if (received.dtype === "string" || received.dtype === "complex64") {
    throw new TypeError(`Cannot ${ACTION}: they must be of real numbers, received ${received.dtype}`);
  }
  if (received.rank !== 1 && received.rank !== 2) {
    throw new RangeError(
      `Cannot ${ACTION}: they must have the shape [B] or [B, K], received [${received.shape}]`,
    );
  }
  const columns = received.shape[1] ?? 1;
  const weights = Array.from(await received.data());
  for (const [index, weight] of weights.entries()) {
    if (weight >= 0 && Number.isFinite(weight)) continue;
    const label = columns > 1 ? `, label ${index % columns}` : "";
    throw new RangeError(
      `Cannot ${ACTION}: every one must be a finite number of 0 or more, received ${weight} in row ${Math.floor(index / columns)}${label}`,
    );
  }
}
