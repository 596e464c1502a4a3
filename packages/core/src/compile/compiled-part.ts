import type { LossTerm } from "../losses/loss-terms.ts";
import type { SampleLoss } from "../losses/sample-loss.ts";

/** A metric of a part. */
export interface PartMetric {
  readonly name: string;
  readonly metric: SampleLoss;
}

/** A part that an output of the model predicts. */
export interface CompiledPart {
  readonly term: LossTerm;
  readonly metrics: readonly PartMetric[];
}
