import { any, notEqual, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { describeValue } from "../errors/describe-value.ts";

/** What a loss does with a batch in which nothing counts: `zero` gives 0 with the gradient 0, `throw` throws. */
export type WhenNothingLive = "zero" | "throw";

/**
 * Nothing in a batch counts, and the loss was told to throw then.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { setBackend, tensor1d } from "@tensorflow/tfjs-core";
 * import { maskedLoss, meanSquaredError, NothingLiveError } from "@proj/core";
 *
 * await setBackend("cpu");
 * const [labels, predictions, mask] = [tensor1d([1]), tensor1d([2]), tensor1d([0])];
 * try {
 *   maskedLoss(meanSquaredError, labels, predictions, mask, { whenNothingLive: "throw" });
 * } catch (error) {
 *   console.log(error instanceof NothingLiveError); // true
 * }
 * ```
 */
export class NothingLiveError extends RangeError {
  /** Tells this error from others. */
  override readonly name: string = "NothingLiveError";
}

/**
 * Checks the name of a policy.
 *
 * @param action What cannot be done otherwise, such as `compute the masked loss`.
 * @param policy Should be one.
 * @throws {RangeError} Where there is no such policy.
 */
export function checkPolicy(action: string, policy: string): void {
  if (policy === "zero" || policy === "throw") return;
  throw new RangeError(
    `Cannot ${action}: whenNothingLive must be "zero" or "throw", received ${describeValue(policy)}`,
  );
}

/**
 * Throws where no weight is above 0. It waits for the device.
 *
 * @param action What cannot be done otherwise.
 * @param counted Weights of any shape.
 * @throws {NothingLiveError} Where nothing counts.
 * @throws {Error} Where the backend cannot be waited for: WebGPU outside of browsers reads tensors only asynchronously.
 */
export function checkSomethingLive(action: string, counted: readonly { readonly weight: Tensor }[]): void {
  const live = counted.some(({ weight }) => isAnythingLive(action, weight));
  if (!live) {
    throw new NothingLiveError(
      `Cannot ${action}: at least one label must count, received a batch of ${counted[0]?.weight.shape[0] ?? 0} in which none does`,
    );
  }
}

function isAnythingLive(action: string, weight: Tensor): boolean {
  return tidy(() => {
    const answer = any(notEqual(weight, 0));
    try {
      return answer.dataSync()[0] !== 0;
    } catch (cause) {
      throw new Error(
        `Cannot ${action}: whenNothingLive "throw" needs a backend that can be read synchronously, received one that cannot; use "zero", or check the batch before it goes to the device`,
        { cause },
      );
    }
  });
}
