import {
  binaryCrossentropy,
  binaryFocalCrossentropy,
  categoricalCrossentropy,
  categoricalFocalCrossentropy,
  configureLoss,
  hinge,
  huber,
  meanAbsoluteError,
  meanSquaredError,
  type PartDefinitions,
  type PartLosses,
  type SampleLoss,
  sparseCategoricalCrossentropy,
} from "@proj/core";
import type { PerceptronOutput } from "../perceptron.ts";
import type { TableLossOptions } from "./loss-options.ts";

/** The name of a loss that a table's task can have: it is called like the function of `@proj/core`. */
export type TableLossName =
  | "categoricalCrossentropy"
  | "categoricalFocalCrossentropy"
  | "sparseCategoricalCrossentropy"
  | "binaryCrossentropy"
  | "binaryFocalCrossentropy"
  | "hinge"
  | "huber"
  | "meanAbsoluteError"
  | "meanSquaredError";

/** A loss by its name, and the activation whose output it takes. */
interface NamedLoss {
  readonly loss: SampleLoss;
  readonly activation: PerceptronOutput["activation"];
}

/** The losses that a table's task can name. */
export const tableLosses: { readonly [Name in TableLossName]: NamedLoss } = {
  categoricalCrossentropy: { loss: categoricalCrossentropy, activation: "softmax" },
  categoricalFocalCrossentropy: { loss: categoricalFocalCrossentropy, activation: "softmax" },
  sparseCategoricalCrossentropy: { loss: sparseCategoricalCrossentropy, activation: "softmax" },
  binaryCrossentropy: { loss: binaryCrossentropy, activation: "sigmoid" },
  binaryFocalCrossentropy: { loss: binaryFocalCrossentropy, activation: "sigmoid" },
  hinge: { loss: hinge, activation: "linear" },
  huber: { loss: huber, activation: "linear" },
  meanAbsoluteError: { loss: meanAbsoluteError, activation: "linear" },
  meanSquaredError: { loss: meanSquaredError, activation: "linear" },
};

/** Their names, for messages. */
export const tableLossNames: readonly TableLossName[] = Object.keys(tableLosses) as TableLossName[];

/**
 * The losses of a task, as `combinedLoss` takes them.
 *
 * @param task The task.
 * @returns For each part that is learned its loss, masks and weight.
 */
export function partLosses({
  learned,
}: {
  readonly learned: readonly {
    readonly name: string;
    readonly loss: TableLossName;
    readonly mask: readonly string[];
    readonly weight: number;
    readonly options?: TableLossOptions | undefined;
  }[];
}): PartLosses<PartDefinitions, string> {
  return Object.fromEntries(
    learned.map(({ name, loss, mask, weight, options }) => {
      const { loss: plain } = tableLosses[loss];
      return [name, { loss: options === undefined ? plain : configureLoss(plain, options), mask, weight }];
    }),
  );
}
