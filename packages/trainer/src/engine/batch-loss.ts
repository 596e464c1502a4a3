import type { LossDefinition } from "@proj/core";
import type { Tensor, Tensor2D } from "@tensorflow/tfjs";

/** A loss for whole batches: labels `[B, L]` and predictions `[B, C]` to a scalar. */
export interface BatchLoss {
  /**
   * @param labels `[B, L]` float32 labels.
   * @param predictions `[B, C]` float32 predictions.
   * @returns A scalar; the caller disposes it.
   */
  (labels: Tensor2D, predictions: Tensor): Tensor;
  /**
   * What it computes, as a loss that `combinedLoss` made says it: an engine with kernels of its own computes from that. The parts'
   * predictions stand side by side, in the order of the terms.
   */
  readonly definition?: LossDefinition;
}
