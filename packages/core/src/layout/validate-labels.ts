import type { Tensor } from "@tensorflow/tfjs-core";
import { checkLabels } from "./check-labels.ts";
import type { Layout } from "./layout.ts";
import { readColumns } from "./read-columns.ts";

/**
 * Checks every number of combined labels: classes in range, flags and presences of 0 or 1, weights of 0 or more, finite values.
 *
 * Losses do not check numbers, since reading a tensor waits for the device. This does, once, before training.
 *
 * @param layout The layout.
 * @param labels `[B, L]` float32 labels; they stay the caller's.
 * @throws {TypeError} Where `labels` is no tensor, or not float32.
 * @throws {RangeError} Where `labels` is not of shape `[B, L]`, or a row cannot have been combined with this layout; the
 *   message names row and part.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { combineLabels, defineLayout, flag, oneHot, validateLabels } from "@proj/core";
 *
 * const layout = defineLayout({ digit: oneHot(10), isOdd: flag() });
 * const labels = combineLabels(layout, [{ digit: 3, isOdd: true }]);
 * await validateLabels(layout, labels);
 * labels.dispose();
 * ```
 */
export async function validateLabels(layout: Layout, labels: Tensor): Promise<void> {
  checkLabels("validate labels", layout, labels);
  const numbers = await labels.data<"float32">();
  // tfjs gives a plain array for an empty tensor.
  readColumns("validate labels", layout, numbers.length === 0 ? new Float32Array(0) : numbers);
}
