import type { LossDefinition, LossTerm, Part } from "@proj/core";
import { outputsOfPart } from "../engine/outputs-of-part.ts";
import { CannotPlan } from "./cannot-plan.ts";
import type { DenseHead, DenseLayer } from "./dense-layer.ts";
import { type FusedLoss, fusedLoss } from "./fused-loss.ts";
import { type ElementActivation, isElementwise } from "./kernels/activations.ts";

/** The loss of one part, over its columns of the last layer's outputs. */
export interface HeadTerm {
  /** The part's name. */
  readonly name: string;
  readonly part: Part;
  readonly loss: FusedLoss;
  /** What is applied to its outputs before the loss; classes and yes-or-no labels bring their own. */
  readonly activation: ElementActivation;
  /** Its outputs: the first one, and how many. */
  readonly unit: number;
  readonly units: number;
  /** Its first column among the labels that are learned, which stand side by side. */
  readonly label: number;
  /** Its first share in a row of shares; one for each output where each label counts for itself, else one. */
  readonly share: number;
  readonly isByLabel: boolean;
  /** The parts whose product says how much a sample, or a label, counts. */
  readonly masks: readonly Part[];
  readonly weight: number;
}

/** The loss over the last layer's outputs. */
export interface LossHead {
  /** The parts that are learned, in the order of their outputs, at least one. */
  readonly terms: readonly HeadTerm[];
  /** Outputs of all parts. */
  readonly units: number;
  /** Columns of the labels that are learned. */
  readonly labelColumns: number;
  /** Shares of a row. */
  readonly sharesPerRow: number;
  readonly reduction: Exclude<LossDefinition["reduction"], "none">;
  readonly pooling: LossDefinition["pooling"];
}

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
  const { reduction, pooling, whenNothingLive } = definition;
  if (reduction === "none") throw new CannotPlan("the loss is not reduced");
  if (whenNothingLive === "throw") throw new CannotPlan("the loss throws where nothing counts");
  const terms: HeadTerm[] = [];
  let [units, labelColumns, sharesPerRow] = [0, 0, 0];
  for (const term of definition.terms) {
    const loss = fusedLoss(term);
    const own = outputsOfPart(term);
    const isByLabel = countsByLabel(term, loss, pooling);
    const { name, part, masks, weight } = term;
    const place = { unit: units, units: own, label: labelColumns, share: sharesPerRow };
    // Checked below, where the widths are known to fit.
    terms.push({ name, part, loss, activation: "linear", ...place, isByLabel, masks, weight });
    units += own;
    labelColumns += part.width;
    sharesPerRow += isByLabel ? own : 1;
  }
  if (units !== last.units) {
    const parts = terms.length === 1 ? `the part ${terms[0]?.name}` : `the ${terms.length} parts`;
    throw new CannotPlan(`the layer ${last.name} has ${last.units} units, and ${parts} ${units} columns`);
  }
  return {
    terms: terms.map((term) => ({ ...term, activation: activationFor(term, last.heads) })),
    units,
    labelColumns,
    sharesPerRow,
    reduction,
    pooling,
  };
}

/** Whether each label of a part counts for itself, as in `@proj/core`. */
function countsByLabel(
  { name, part, masks }: LossTerm,
  loss: FusedLoss,
  pooling: LossDefinition["pooling"],
): boolean {
  const isList = part.kind === "flags" || part.kind === "values";
  const isMaskedByLabel = masks.some(({ kind, width }) => kind === "presence" && width === part.width);
  const isByLabel = isList && (isMaskedByLabel || pooling !== "sumOfParts");
  if (loss.kind === "classes" && isByLabel) {
    throw new CannotPlan(`the labels of the part ${name} are a distribution, and count one by one`);
  }
  return isByLabel;
}

/** What the heads apply to the outputs of a part, where its loss goes with it. */
function activationFor(
  { name, loss, unit, units }: HeadTerm,
  heads: readonly DenseHead[],
): ElementActivation {
  let first = 0;
  const own: (DenseHead & { readonly first: number })[] = [];
  for (const head of heads) {
    if (first < unit + units && first + head.units > unit) own.push({ ...head, first });
    first += head.units;
  }
  for (const head of own) {
    const fits =
      loss.kind === "error"
        ? isElementwise(head.activation) && head.activation === own[0]?.activation
        : head.activation === wantedBy(loss);
    if (!fits) {
      const wanted = loss.kind === "error" ? "one activation of each number" : wantedBy(loss);
      throw new CannotPlan(
        `${loss.name} goes with ${wanted}, and the layer ${head.name} has ${head.activation}`,
      );
    }
    // A softmax over more, or less, than the part's classes is another one.
    if (head.activation === "softmax" && (head.first !== unit || head.units !== units)) {
      throw new CannotPlan(`the layer ${head.name} has a softmax over more than the part ${name}`);
    }
  }
  const [one] = own;
  return loss.kind === "error" && one && isElementwise(one.activation) ? one.activation : "linear";
}

function wantedBy({
  kind,
  fromLogits,
}: Exclude<FusedLoss, { kind: "error" }>): "softmax" | "sigmoid" | "linear" {
  if (fromLogits) return "linear";
  return kind === "classes" ? "softmax" : "sigmoid";
}
