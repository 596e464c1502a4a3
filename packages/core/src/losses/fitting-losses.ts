import type { Tensor } from "@tensorflow/tfjs-core";
import type { LabelKind } from "../layout/part-definitions.ts";
import { binaryCrossentropy } from "./binary-crossentropy.ts";
import { binaryFocalCrossentropy } from "./binary-focal-crossentropy.ts";
import { categoricalCrossentropy } from "./categorical-crossentropy.ts";
import { categoricalFocalCrossentropy } from "./categorical-focal-crossentropy.ts";
import { configurationOf } from "./configure-loss.ts";
import { hinge } from "./hinge.ts";
import { huber } from "./huber.ts";
import { meanAbsoluteError } from "./mean-absolute-error.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import type { LabelTensor } from "./sample-loss.ts";
import { sparseCategoricalCrossentropy } from "./sparse-categorical-crossentropy.ts";

type Entry = readonly [loss: unknown, name: string, kinds: readonly LabelKind[]];

/** The kinds of parts that each loss can learn: its type says the same, and here plain JavaScript is told. */
const entries: readonly Entry[] = [
  entry(categoricalCrossentropy, "categoricalCrossentropy", ["oneHot", "values"]),
  entry(categoricalFocalCrossentropy, "categoricalFocalCrossentropy", ["oneHot", "values"]),
  entry(sparseCategoricalCrossentropy, "sparseCategoricalCrossentropy", ["classIndex", "flag"]),
  entry(binaryCrossentropy, "binaryCrossentropy", ["flag", "flags", "oneHot"]),
  entry(binaryFocalCrossentropy, "binaryFocalCrossentropy", ["flag", "flags", "oneHot"]),
  entry(hinge, "hinge", ["flag", "flags"]),
  entry(meanSquaredError, "meanSquaredError", ["value", "values", "flag", "flags", "oneHot"]),
  entry(meanAbsoluteError, "meanAbsoluteError", ["value", "values", "flag", "flags", "oneHot"]),
  entry(huber, "huber", ["value", "values", "flag", "flags", "oneHot"]),
];

function entry<Kind extends LabelKind>(
  loss: (labels: LabelTensor<Kind>, predictions: Tensor) => Tensor,
  name: string,
  kinds: readonly NoInfer<Kind>[],
): Entry {
  return [loss, name, kinds];
}

/**
 * Says which kinds of parts a loss can learn.
 *
 * @param loss Any loss.
 * @returns Its name and the kinds, or `undefined` for a loss that is not of this package: it may fit anything.
 */
export function kindsOfLoss(
  loss: unknown,
): { readonly name: string; readonly kinds: readonly string[] } | undefined {
  const { loss: own } = configurationOf(loss);
  const found = entries.find(([known]) => known === own);
  return found && { name: found[1], kinds: found[2] };
}
