import { Tensor } from "@tensorflow/tfjs-core";
import { describeValue } from "../errors/describe-value.ts";
import type { LossTerm } from "./loss-terms.ts";
import type { Pool } from "./pooled-terms.ts";
import { divisorSize } from "./task-count.ts";

/**
 * Checks a divisor that comes from outside.
 *
 * @param action What cannot be done otherwise, such as `compute the combined loss`.
 * @param divisor Should be what the loss's `divisor` gave, or sums of it; nothing where it was left out.
 * @param terms The terms.
 * @param pool How they become one number.
 * @throws {TypeError} Where it is no float32 tensor.
 * @throws {RangeError} Where it has another number of elements than the pooling needs.
 */
export function checkDivisor(
  action: string,
  divisor: unknown,
  terms: readonly LossTerm[],
  { pooling }: Pool,
): void {
  if (divisor === undefined) return;
  if (!(divisor instanceof Tensor) || divisor.dtype !== "float32") {
    const received = divisor instanceof Tensor ? divisor.dtype : describeValue(divisor);
    throw new TypeError(`Cannot ${action}: the divisor must be a float32 tensor, received ${received}`);
  }
  const size = divisorSize(terms, pooling);
  if (divisor.rank === 1 && divisor.size === size) return;
  throw new RangeError(
    `Cannot ${action}: the divisor must have the shape [${size}], as the loss's own divisor has it, received [${divisor.shape}]`,
  );
}
