import { add, mul, ones, reshape, type Scalar, Tensor, type Tensor1D, tidy } from "@tensorflow/tfjs-core";
import { describeNames, describeValue } from "../errors/describe-value.ts";
import { checkLabels } from "../layout/check-labels.ts";
import type { Layout, PartDefinitions, PartName } from "../layout/layout.ts";
import { slicePart } from "../layout/slice-part.ts";
import { checkReduction } from "./check-loss-inputs.ts";
import { type LossTerm, lossTerms, type PartLosses } from "./loss-terms.ts";
import { type MaskedLossOptions, maskedLoss } from "./masked-loss.ts";
import type { ReducedLoss, Reduction } from "./reduction.ts";

const ACTION = "compute the combined loss";

/** The predictions of a combined loss: one tensor where there is one part, else one for each part by name. */
export type PartPredictions<Name extends string> =
  true extends IsUnion<Name>
    ? { readonly [Key in Name]: Tensor }
    : Tensor | { readonly [Key in Name]: Tensor };

/** A loss over combined labels: `[B, L]` labels and predictions to a scalar, or to `[B]` without reduction. */
export type CombinedLoss<Name extends string, R extends Reduction> = (
  labels: Tensor,
  predictions: PartPredictions<Name>,
) => ReducedLoss<R>;

type IsUnion<Name, All = Name> = Name extends Name ? ([All] extends [Name] ? false : true) : never;

/**
 * Makes one loss over combined labels out of a loss for each part, every part with its own mask.
 *
 * Formula: `sum over parts of weight * maskedLoss(loss, labels of the part, predictions, labels of the mask)`.
 *
 * @param layout The layout of the labels.
 * @param losses For each part that is learned: `loss`, and if wanted `mask`, the name of a flag or value part, and
 *   `weight`, a number above 0.
 * @param options The reduction of each part, as in `maskedLoss`.
 * @returns A function of `[B, L]` float32 labels and the predictions: `[B, ...]` float32, a tensor where there is one part,
 *   a record of tensors by part name where there are several. Predictions `[B, 1]` of a flag or value part are taken as
 *   `[B]`. It returns a scalar, or `[B]` for the reduction `none`, which the caller disposes; it throws as `maskedLoss`
 *   does, and a `TypeError` where a part's predictions are missing.
 * @throws {TypeError} Where there are no losses, a part or mask is not in the layout, a mask is no flag or value, or a
 *   loss is no function.
 * @throws {RangeError} Where a weight is not above 0, or there is no such reduction.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { tensor2d } from "@tensorflow/tfjs-core";
 * import { categoricalCrossentropy, combinedLoss, combineLabels, defineLayout, flag, oneHot } from "@proj/core";
 *
 * const layout = defineLayout({ digit: oneHot(2), isOdd: flag() });
 * const loss = combinedLoss(layout, { digit: { loss: categoricalCrossentropy, mask: "isOdd" } });
 * const labels = combineLabels(layout, [{ digit: 1, isOdd: true }, { digit: 0, isOdd: false }]);
 * const value = loss(labels, tensor2d([[0.5, 0.5], [0.1, 0.9]]));
 * console.log((await value.data())[0]); // -ln(0.5) / 2 = 0.3466
 * ```
 */
export function combinedLoss<
  Definitions extends PartDefinitions,
  Name extends PartName<Definitions>,
  R extends Reduction = "sumOverBatchSize",
>(
  layout: Layout<Definitions>,
  losses: PartLosses<Definitions, Name>,
  options: MaskedLossOptions<R> = {},
): CombinedLoss<Name, R> {
  const reduction: Reduction = options.reduction ?? "sumOverBatchSize";
  checkReduction(reduction);
  const terms = lossTerms(layout, losses);
  return (labels, predictions) => {
    checkLabels(ACTION, layout, labels);
    const inputs = terms.map((term) => ({
      term,
      tensor: predictionsOf(term, predictions, labels, terms.length),
    }));
    const value = tidy(() =>
      inputs
        .map(({ term, tensor }) => lossOfTerm(term, labels, tensor, reduction))
        .reduce((total, next) => add(total, next)),
    );
    return value as ReducedLoss<R>;
  };
}

function lossOfTerm(
  term: LossTerm,
  labels: Tensor,
  predictions: Tensor,
  reduction: Reduction,
): Scalar | Tensor1D {
  const ownLabels = slicePart(labels, term.part);
  const [count = 0] = labels.shape;
  // Labels [B] minus predictions [B, 1] would be broadcast to [B, B].
  const isColumn = ownLabels.rank === 1 && predictions.rank === 2 && predictions.shape[1] === 1;
  const ownPredictions = isColumn ? reshape(predictions, [count]) : predictions;
  const sampleWeight = term.mask === undefined ? ones([count]) : slicePart(labels, term.mask);
  const loss = maskedLoss(term.loss, ownLabels, ownPredictions, sampleWeight, { reduction });
  return term.weight === 1 ? loss : mul(loss, term.weight);
}

function predictionsOf({ name }: LossTerm, predictions: unknown, labels: Tensor, termCount: number): Tensor {
  const isRecord =
    typeof predictions === "object" && predictions !== null && !(predictions instanceof Tensor);
  const tensor: unknown = isRecord
    ? Reflect.get(predictions, name)
    : termCount === 1
      ? predictions
      : undefined;
  const part = `the predictions of the part ${JSON.stringify(name)}`;
  if (!(tensor instanceof Tensor)) {
    const received = isRecord ? describeNames(Object.keys(predictions)) : describeValue(predictions);
    throw new TypeError(`Cannot ${ACTION}: ${part} must be a tensor, received ${received}`);
  }
  if (tensor.dtype !== "float32") {
    throw new TypeError(`Cannot ${ACTION}: ${part} must be float32, received ${tensor.dtype}`);
  }
  if (tensor.shape[0] !== labels.shape[0]) {
    throw new RangeError(
      `Cannot ${ACTION}: ${part} and the labels need the same batch size, received [${tensor.shape}] and [${labels.shape}]`,
    );
  }
  return tensor;
}
