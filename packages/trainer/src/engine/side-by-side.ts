import type { CombinedLoss, PartPredictions, ReducedLoss, Reduction } from "@proj/core";
import * as tf from "@tensorflow/tfjs";
import type { BatchLoss } from "./batch-loss.ts";
import { outputsOfPart } from "./outputs-of-part.ts";

/**
 * Makes a combined loss one over a model with a single output, in which the predictions of all parts stand side by side, in the order in
 * which the losses were named: what engines train. A layer for each part and `tf.layers.concatenate` behind them make such an output.
 *
 * @param loss What `combinedLoss` made, of one part or several, with any reduction but `none`.
 * @returns The loss, of labels `[B, L]` and predictions `[B, P]`; the caller disposes its result. It throws a `RangeError` where `P` is another number
 *   than that of all parts.
 *
 * @example
 * ```ts
 * import { categoricalCrossentropy, combinedLoss, defineLayout, meanSquaredError, oneHot, value } from "@proj/core";
 * import { sideBySide } from "@proj/trainer";
 * import * as tf from "@tensorflow/tfjs";
 *
 * const layout = defineLayout({ species: oneHot(2), age: value() });
 * const loss = combinedLoss(layout, { species: { loss: categoricalCrossentropy }, age: { loss: meanSquaredError } });
 * const cost = sideBySide(loss)(tf.tensor2d([[1, 0, 3]]), tf.tensor2d([[0.5, 0.5, 2]]));
 * console.log((await cost.data())[0]); // -ln(0.5) + (2 - 3)^2 = 1.6931
 * cost.dispose();
 * ```
 */
export function sideBySide<Name extends string, R extends Exclude<Reduction, "none">>(
  loss: CombinedLoss<Name, R>,
): BatchLoss {
  const parts = loss.definition.terms.map((term) => ({ name: term.name, units: outputsOfPart(term) }));
  const width = parts.reduce((sum, { units }) => sum + units, 0);
  const ofOutputs = (labels: tf.Tensor2D, predictions: tf.Tensor): ReducedLoss<R> =>
    tf.tidy(() => {
      if (predictions.shape[1] !== width) {
        throw new RangeError(
          `Cannot compute the combined loss: the parts ${parts.map(({ name }) => name).join(", ")} need predictions [B, ${width}] side by side, received [${predictions.shape}]`,
        );
      }
      let first = 0;
      const own = parts.map(({ name, units }) => {
        first += units;
        return [name, tf.slice(predictions, [0, first - units], [-1, units])] as const;
      });
      // Each name of the loss is among them.
      return loss(labels, Object.fromEntries(own) as unknown as PartPredictions<Name>);
    });
  return Object.assign(ofOutputs, { definition: loss.definition });
}
