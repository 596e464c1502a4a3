import {
  binaryCrossentropy,
  categoricalCrossentropy,
  type LossDefinition,
  meanSquaredError,
  type Part,
} from "@proj/core";
import { CannotPlan } from "./cannot-plan.ts";
import type { Activation, DenseLayer } from "./dense-chain.ts";

/** A loss that the fused engine computes; it has the name of the function of `@proj/core`. */
export type FusedLoss = "categoricalCrossentropy" | "binaryCrossentropy" | "meanSquaredError";

/** The loss of the one part that is learned, over the last layer's outputs. */
export interface LossHead {
  readonly loss: FusedLoss;
  /** The part of the labels. */
  readonly part: Part;
  /** Columns of the part, and so of the outputs. */
  readonly units: number;
  /** The parts whose product says how much a sample, or a label, counts. */
  readonly masks: readonly Part[];
  /** Whether each label of a sample counts for itself. */
  readonly isByLabel: boolean;
  readonly weight: number;
  readonly reduction: Exclude<LossDefinition["reduction"], "none">;
  readonly pooling: LossDefinition["pooling"];
}

const losses: ReadonlyMap<unknown, { readonly loss: FusedLoss; readonly activation: Activation }> = new Map<
  unknown,
  { readonly loss: FusedLoss; readonly activation: Activation }
>([
  [categoricalCrossentropy, { loss: "categoricalCrossentropy", activation: "softmax" }],
  [binaryCrossentropy, { loss: "binaryCrossentropy", activation: "sigmoid" }],
  [meanSquaredError, { loss: "meanSquaredError", activation: "linear" }],
]);

/**
 * Reads what a loss computes from the last layer's outputs.
 *
 * @param definition What the loss says of itself; `undefined` where it says nothing.
 * @param last The last layer.
 * @returns The loss.
 * @throws {CannotPlan} Where there are no kernels for it.
 */
export function lossHead(definition: LossDefinition | undefined, last: DenseLayer): LossHead {
  if (definition === undefined)
    throw new CannotPlan("the loss is a function that does not say what it computes");
  const { terms, reduction, pooling, whenNothingLive } = definition;
  const [term, ...others] = terms;
  if (term === undefined || others.length > 0) throw new CannotPlan(`the loss is of ${terms.length} parts`);
  const known = losses.get(term.loss);
  if (known === undefined) {
    throw new CannotPlan(`the loss of the part ${term.name} is ${term.loss.name || "a function of its own"}`);
  }
  const { loss, activation } = known;
  if (last.activation !== activation) {
    throw new CannotPlan(
      `${loss} goes with ${activation}, and the layer ${last.name} has ${last.activation}`,
    );
  }
  if (last.units !== term.part.width) {
    throw new CannotPlan(
      `the layer ${last.name} has ${last.units} units, and the part ${term.name} ${term.part.width} columns`,
    );
  }
  if (reduction === "none") throw new CannotPlan("the loss is not reduced");
  if (whenNothingLive === "throw") throw new CannotPlan("the loss throws where nothing counts");
  const { part, masks, weight } = term;
  const isList = part.kind === "flags" || part.kind === "values";
  const isMaskedByLabel = masks.some(({ kind, width }) => kind === "presence" && width === part.width);
  const isByLabel =
    loss !== "categoricalCrossentropy" && isList && (isMaskedByLabel || pooling !== "sumOfParts");
  if (loss === "categoricalCrossentropy" && isList && (isMaskedByLabel || pooling !== "sumOfParts")) {
    throw new CannotPlan(`the labels of the part ${term.name} are a distribution, and count one by one`);
  }
  return { loss, part, units: part.width, masks, isByLabel, weight, reduction, pooling };
}
