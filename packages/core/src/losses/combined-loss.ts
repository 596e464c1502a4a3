import { add, type Tensor, type Tensor1D, tidy } from "@tensorflow/tfjs-core";
import { checkFields } from "../errors/check-fields.ts";
import { checkLabels } from "../layout/check-labels.ts";
import type { LabelName, Layout } from "../layout/layout.ts";
import type { PartDefinitions } from "../layout/part-definitions.ts";
import { checkDivisor } from "./check-divisor.ts";
import { checkReduction } from "./check-loss-inputs.ts";
import { checkPooledShapes } from "./check-pooled-shapes.ts";
import { type LossTerm, lossTerms } from "./loss-terms.ts";
import type { MaskedLossOptions } from "./masked-loss.ts";
import { checkPolicy, checkSomethingLive, type WhenNothingLive } from "./nothing-live.ts";
import type { PartLosses } from "./part-losses.ts";
import { countTerms, poolDivisors, poolTerms, type WeighedTerm, weighTerm } from "./pooled-terms.ts";
import { checkPooling, type Pooling } from "./pooling.ts";
import type { ReducedLoss, Reduction } from "./reduction.ts";
import { termPredictions } from "./term-predictions.ts";

const ACTION = "compute the combined loss";

/** Settings of `combinedLoss`. */
export interface CombinedLossOptions<R extends Reduction> extends MaskedLossOptions<R> {
  /** How the losses of several parts become one; `sumOfParts` if left out. */
  readonly pooling?: Pooling;
}

/** The predictions of a combined loss: one tensor where there is one part, else one for each part by name. */
export type PartPredictions<Name extends string> = false extends {
  [Key in Name]: [Name] extends [Key] ? true : false;
}[Name]
  ? { readonly [Key in Name]: Tensor }
  : Tensor | { readonly [Key in Name]: Tensor };

/** What one part adds to a combined loss. A type, not an interface, since `tidy` and `dispose` of tfjs take no interfaces. */
export type PartLossValue<R extends Reduction> = {
  /** The part's own loss by the reduction over this batch, whatever its weight, the pooling and a divisor that was given. */
  readonly loss: ReducedLoss<R>;
  /** What it adds to the combined loss: these of all parts sum to it. */
  readonly weighted: ReducedLoss<R>;
};

/** What a combined loss computes, as plain data: for code that computes the same in another way, such as kernels of its own. */
export interface LossDefinition {
  /** The parts that are learned, each with its place in the labels, its loss, its masks and its weight. */
  readonly terms: readonly LossTerm[];
  /** How the losses of the samples become one number. */
  readonly reduction: Reduction;
  /** How the losses of the parts become one. */
  readonly pooling: Pooling;
  /** What happens with a batch in which nothing counts. */
  readonly whenNothingLive: WhenNothingLive;
}

/** A loss over combined labels: `[B, L]` labels and predictions to a scalar, or without reduction to a loss for each sample. */
export interface CombinedLoss<Name extends string, R extends Reduction> {
  /**
   * @param labels `[B, L]` float32 labels.
   * @param predictions `[B, ...]` float32 predictions.
   * @param divisor Where the batch is a part of a larger one: the sum of `divisor(labels)` over the parts of it, so that
   *   losses and gradients of the parts add up to those of the whole.
   * @returns The loss; the caller disposes it.
   */
  (labels: Tensor, predictions: PartPredictions<Name>, divisor?: Tensor1D): ReducedLoss<R>;
  /** The parts that are learned. */
  readonly parts: readonly Name[];
  /** What it computes, as plain data. */
  readonly definition: LossDefinition;
  /**
   * Computes what each part adds, for logs. Takes what the loss takes; the caller disposes each tensor.
   */
  byPart(
    labels: Tensor,
    predictions: PartPredictions<Name>,
    divisor?: Tensor1D,
  ): { readonly [Key in Name]: PartLossValue<R> };
  /**
   * Computes what the losses of a batch are divided by: of one part, all labels, or each part or task, as the pooling has it.
   *
   * @param labels `[B, L]` float32 labels.
   * @returns Numbers that add up over batches; zeros for reductions that divide by nothing. The caller disposes it.
   */
  divisor(labels: Tensor): Tensor1D;
}

/**
 * Makes one loss over combined labels out of a loss for each part, every part with its own masks.
 *
 * Formula, with the pooling `sumOfParts`: the sum over parts of `weight * maskedLoss(loss, labels of the part, predictions, product
 * of its masks)`. With `allLabels` the losses of all parts are divided together, with `meanOfTasks` each task by itself and
 * then by the number of tasks; a task in which nothing is live is 0, and is counted.
 *
 * @param layout The layout of the labels.
 * @param losses For each part that is learned: `loss`, and if wanted `mask`, the name of a flag, sample weight or presence
 *   part or several names, and `weight`, a number above 0. A part's own presence masks it in any case.
 * @param options The reduction and what happens where nothing counts, as in `maskedLoss`, and the pooling.
 * @returns A function of `[B, L]` float32 labels and the predictions: `[B, ...]` float32, a tensor where there is one part,
 *   a record of tensors by part name where there are several. Predictions `[B, 1]` of a part of one number are taken as
 *   `[B]`. It returns a scalar, or `[B]` for the reduction `none` (`[B, K]` of a single part that has a presence of several),
 *   which the caller disposes; it throws as `maskedLoss` does, and a `TypeError` where a part's predictions are missing.
 *   Its methods give what each part adds, and the divisor for batches that come in pieces; its definition says what it computes.
 * @throws {TypeError} Where there are no losses, one or the options have an unknown field, a part or mask is not in the layout, a mask
 *   is no flag, sample weight or presence, or a loss is no function or does not fit the kind of its part.
 * @throws {RangeError} Where a weight is not above 0, there is no such reduction or pooling, or losses that are not reduced
 *   cannot be pooled.
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
  Name extends LabelName<Definitions>,
  R extends Reduction = "sumOverBatchSize",
>(
  layout: Layout<Definitions>,
  losses: PartLosses<Definitions, Name>,
  options: CombinedLossOptions<R> = {},
): CombinedLoss<Name, R> {
  checkFields("combine losses", "options", options, ["reduction", "pooling", "whenNothingLive"]);
  const { pooling = "sumOfParts", whenNothingLive = "zero" } = options;
  const reduction: Reduction = options.reduction ?? "sumOverBatchSize";
  checkReduction(reduction);
  checkPooling(pooling);
  checkPolicy("combine losses", whenNothingLive);
  const terms = lossTerms(layout, losses);
  checkPooledShapes(terms, { reduction, pooling });
  const pool = { reduction, pooling };

  const weigh = (labels: Tensor, predictions: unknown): WeighedTerm[] => {
    const inputs = terms.map((term) => termPredictions(ACTION, term, predictions, labels, terms.length));
    const counted = countTerms(terms, labels, pool);
    if (whenNothingLive === "throw") checkSomethingLive(ACTION, counted);
    return counted.flatMap(({ term, weight }, index) => {
      const input = inputs[index];
      return input ? [weighTerm(term, labels, input, weight)] : [];
    });
  };

  const loss = (labels: Tensor, predictions: PartPredictions<Name>, divisor?: Tensor1D): Tensor => {
    checkLabels(ACTION, layout, labels);
    checkDivisor(ACTION, divisor, terms, pool);
    return tidy(() =>
      poolTerms(weigh(labels, predictions), pool, divisor).reduce((total, next) => add(total, next)),
    );
  };
  const byPart = (
    labels: Tensor,
    predictions: PartPredictions<Name>,
    divisor?: Tensor1D,
  ): Readonly<Record<string, { readonly loss: Tensor; readonly weighted: Tensor }>> => {
    checkLabels(ACTION, layout, labels);
    checkDivisor(ACTION, divisor, terms, pool);
    return tidy(() => {
      const weighed = weigh(labels, predictions);
      const weighted = poolTerms(weighed, pool, divisor);
      return Object.fromEntries(
        weighed.map((each, index) => {
          const alone = { ...each, term: { ...each.term, weight: 1 } };
          const [own] = poolTerms([alone], { reduction, pooling: "sumOfParts" });
          return [each.term.name, { loss: own as Tensor, weighted: weighted[index] as Tensor }];
        }),
      );
    });
  };
  const divisor = (labels: Tensor): Tensor1D => {
    checkLabels(ACTION, layout, labels);
    return tidy(() => poolDivisors(countTerms(terms, labels, pool), pool));
  };
  const parts = terms.map(({ name }) => name);
  const definition: LossDefinition = Object.freeze({ terms, reduction, pooling, whenNothingLive });
  return Object.assign(loss, { parts, definition, byPart, divisor }) as unknown as CombinedLoss<Name, R>;
}
