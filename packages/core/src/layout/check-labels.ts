import { Tensor } from "@tensorflow/tfjs-core";
import { describeValue } from "../errors/describe-value.ts";
import type { Layout } from "./layout.ts";

/**
 * Checks that a tensor can be combined labels of a layout.
 *
 * @param action What the caller does, for the message.
 * @param layout The layout.
 * @param labels What should be `[B, L]` float32 labels.
 * @throws {TypeError} Where it is no tensor, or not float32.
 * @throws {RangeError} Where it is not of shape `[B, L]`.
 */
export function checkLabels(action: string, layout: Pick<Layout, "width">, labels: Tensor): void {
  const received: unknown = labels;
  if (!(received instanceof Tensor)) {
    throw new TypeError(`Cannot ${action}: labels must be a tensor, received ${describeValue(received)}`);
  }
  if (received.rank !== 2 || received.shape[1] !== layout.width) {
    throw new RangeError(
      `Cannot ${action}: labels must have the shape [B, ${layout.width}] of the layout, received [${received.shape}]`,
    );
  }
  if (received.dtype !== "float32") {
    throw new TypeError(`Cannot ${action}: labels must be float32, received ${received.dtype}`);
  }
}
