import { cast, expandDims, reshape, scatterND, sum, type Tensor, type Tensor1D } from "@tensorflow/tfjs-core";
import type { Part } from "../layout/layout.ts";
import { slicePart } from "../layout/slice-part.ts";
import { selectRows } from "../losses/select-rows.ts";

/**
 * Counts the live labels of a part: of each class, or of each label.
 *
 * @param part The part.
 * @param labels `[B, L]` combined labels.
 * @param live `[B]`, or `[B, K]` of a part of several labels: float32, 1 where a label counts, else 0.
 * @returns `[C]` of one-hot classes and class indices, `[K]` of several labels, `[1]` of one. The caller disposes it, and what
 *   lies between: call it inside `tidy`.
 */
export function liveLabelCounts(part: Part, labels: Tensor, live: Tensor): Tensor1D {
  switch (part.kind) {
    case "oneHot":
      // Selected, not multiplied: a missing label is NaN in each of its columns.
      return sum(selectRows(slicePart(labels, part), cast(live, "bool"), 0), 0);
    case "classIndex": {
      // Scattered, not compared with each class: of many classes that would be a tensor of [B, C].
      const index = selectRows(slicePart(labels, part), cast(live, "bool"), 0);
      return scatterND(cast(expandDims(index, 1), "int32"), live, [part.classes]) as Tensor1D;
    }
    default:
      return reshape(sum(live, 0), [part.width]);
  }
}
