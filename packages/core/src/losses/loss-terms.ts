import { describeNames, describeValue } from "../errors/describe-value.ts";
import type { Layout, MaskName, Part, PartDefinitions, PartName } from "../layout/layout.ts";
import type { SampleLoss } from "./sample-loss.ts";

/** What one part of the labels adds to a combined loss. */
export interface PartLoss<Mask extends string = string> {
  /** The loss of each sample; its labels are the part's columns, `[B, C]` for one-hot classes, else `[B]`. */
  readonly loss: SampleLoss;
  /** The flag or value part that says which samples count; all count if left out. */
  readonly mask?: Mask;
  /** What this part's loss is multiplied by, above 0; 1 if left out. */
  readonly weight?: number;
}

/** The losses by part. */
export type PartLosses<Definitions extends PartDefinitions, Name extends PartName<Definitions>> = {
  readonly [Key in Name]: PartLoss<MaskName<Definitions>>;
};

/** One part's loss, checked, with the columns that it needs looked up. */
export interface LossTerm {
  readonly name: string;
  readonly part: Part;
  readonly loss: SampleLoss;
  readonly mask: Part | undefined;
  readonly weight: number;
}

/**
 * Looks the parts of a combined loss up in the layout.
 *
 * @param layout The layout.
 * @param losses The losses by part.
 * @returns The terms of the loss, in the order in which they are named.
 * @throws {TypeError} Where there are no losses, a part or mask is not in the layout, a mask is no flag or value, or a
 *   loss is no function.
 * @throws {RangeError} Where a weight is not above 0.
 */
export function lossTerms(layout: Layout, losses: Readonly<Record<string, PartLoss>>): LossTerm[] {
  const terms = Object.entries(losses).map(([name, term]) => lossTerm(layout, name, term));
  if (terms.length > 0) return terms;
  throw new TypeError("Cannot combine losses: at least one part needs a loss, received none");
}

function lossTerm(layout: Layout, name: string, { loss, mask, weight = 1 }: PartLoss): LossTerm {
  const part = partOf(layout, name);
  const where = `the part ${JSON.stringify(name)}`;
  if (typeof loss !== "function") {
    throw new TypeError(
      `Cannot combine losses: the loss of ${where} must be a function, received ${describeValue(loss)}`,
    );
  }
  if (!Number.isFinite(weight) || weight <= 0) {
    throw new RangeError(
      `Cannot combine losses: the weight of ${where} must be above 0, received ${describeValue(weight)}; leave the part out to ignore it`,
    );
  }
  const maskPart = mask === undefined ? undefined : partOf(layout, mask);
  if (maskPart !== undefined && maskPart.kind !== "flag" && maskPart.kind !== "value") {
    throw new TypeError(
      `Cannot combine losses: the mask of ${where} must be a flag or value part, received ${describeValue(mask)} of kind ${maskPart.kind}`,
    );
  }
  return { name, part, loss, mask: maskPart, weight };
}

function partOf(layout: Layout, name: string): Part {
  const part = Object.hasOwn(layout.parts, name) ? layout.parts[name] : undefined;
  if (part !== undefined) return part;
  throw new TypeError(
    `Cannot combine losses: the layout has no part ${describeValue(name)}; its parts are ${describeNames(Object.keys(layout.parts))}`,
  );
}
