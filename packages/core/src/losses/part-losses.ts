import type { Tensor } from "@tensorflow/tfjs-core";
import type { LabelName, MaskName } from "../layout/layout.ts";
import type { LabelKind, PartDefinitions, PartKind } from "../layout/part-definitions.ts";
import type { PartTypes } from "../layout/part-types.ts";
import type { LabelTensor, SampleLoss } from "./sample-loss.ts";

/** The labels that a loss gets of a part; of several flags or values under a presence, each is a sample of its own. */
export type LossLabels<Kind extends PartKind> = LabelKind extends Kind
  ? Tensor
  : LabelTensor<
      Kind & LabelKind,
      Kind extends "flags" | "values" ? Tensor : PartTypes[Kind & LabelKind]["tensor"]
    >;

/** How one part of the labels is learned. */
export interface PartLoss<Kind extends PartKind = PartKind, Mask extends string = string> {
  /** The loss of each sample; its labels are the part's columns, `[B, C]` for one-hot classes, `[B, K]` for several, else `[B]`. */
  readonly loss: SampleLoss<LossLabels<Kind>>;
  /**
   * The flag, sample weight or presence part that says which samples count, or several of them, which are multiplied; all
   * samples count if left out. The part's own presence, where it has one, is always among them.
   */
  readonly mask?: Mask | readonly Mask[];
  /** What this part's loss is multiplied by, above 0; 1 if left out. */
  readonly weight?: number;
}

/** The losses by part. */
export type PartLosses<Definitions extends PartDefinitions, Name extends LabelName<Definitions>> = {
  readonly [Key in Name]: PartLoss<Definitions[Key]["kind"], MaskName<Definitions>>;
};
