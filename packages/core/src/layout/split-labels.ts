import { type Tensor, tidy } from "@tensorflow/tfjs-core";
import { checkLabels } from "./check-labels.ts";
import type { Layout } from "./layout.ts";
import { namedParts } from "./named-parts.ts";
import type { PartDefinitions } from "./part-definitions.ts";
import type { SplitLabels } from "./part-types.ts";
import { slicePart } from "./slice-part.ts";

/**
 * Splits combined labels into one tensor for each part.
 *
 * @param layout The layout.
 * @param labels `[B, L]` float32 labels, as `combineLabels` gives them.
 * @returns For each part a float32 tensor: `[B, C]` for one-hot classes, `[B, K]` for several labels, else `[B]`. The caller disposes
 *   them; `dispose(parts)` of tfjs disposes all. Gradients flow through.
 * @throws {TypeError} Where `labels` is no tensor, or not float32.
 * @throws {RangeError} Where `labels` is not of shape `[B, L]`.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { dispose } from "@tensorflow/tfjs-core";
 * import { combineLabels, defineLayout, flag, oneHot, splitLabels } from "@proj/core";
 *
 * const layout = defineLayout({ digit: oneHot(10), isOdd: flag() });
 * const labels = combineLabels(layout, [{ digit: 3, isOdd: true }]);
 * const parts = splitLabels(layout, labels);
 * console.log(parts.digit.shape, parts.isOdd.shape); // [1, 10] [1]
 * dispose([labels, parts.digit, parts.isOdd]);
 * ```
 */
export function splitLabels<Definitions extends PartDefinitions>(
  layout: Layout<Definitions>,
  labels: Tensor,
): SplitLabels<Definitions> {
  checkLabels("split labels", layout, labels);
  const parts = tidy(() =>
    Object.fromEntries(namedParts(layout).map(([name, part]) => [name, slicePart(labels, part)])),
  );
  // slicePart gives each part the rank of its kind.
  return parts as Readonly<Record<string, Tensor>> as SplitLabels<Definitions>;
}
