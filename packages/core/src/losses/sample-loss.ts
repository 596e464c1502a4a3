import type { Tensor, Tensor1D } from "@tensorflow/tfjs-core";

/**
 * A loss that gives each sample its own number: labels `[B, ...]` and predictions `[B, ...]` to `[B]`, not reduced.
 *
 * A row of the result may depend on that row of labels and predictions alone. `maskedLoss` replaces rows that do not
 * count by labels of 0 and predictions of 0.5 before it calls the loss.
 */
export type SampleLoss = (labels: Tensor, predictions: Tensor) => Tensor1D;
