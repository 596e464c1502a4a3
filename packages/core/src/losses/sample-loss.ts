import type { Tensor, Tensor1D } from "@tensorflow/tfjs-core";
import type { LabelKind } from "../layout/part-definitions.ts";

/**
 * A tensor of labels that a loss can learn. At run time it is a tensor like any other, and any tensor is taken for one; where
 * `combinedLoss` hands labels of a part to a loss, the kinds are compared, and a loss that does not fit does not compile.
 */
export type LabelTensor<Kind extends LabelKind, Labels extends Tensor = Tensor> = Labels & {
  /** Never there at run time: it lets the compiler compare kinds. */
  readonly labelKind?: Kind;
};

/**
 * A loss that gives each sample its own number: labels `[B, ...]` and predictions `[B, ...]` to `[B]`, not reduced.
 *
 * A row of the result may depend on that row of labels and predictions alone. `maskedLoss` replaces rows that do not
 * count by labels of 0 and predictions of 0.5 before it calls the loss. Under a mask for each label, every label is a row.
 */
export type SampleLoss<Labels extends Tensor = Tensor> = (labels: Labels, predictions: Tensor) => Tensor1D;
