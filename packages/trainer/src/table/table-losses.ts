import {
  binaryCrossentropy,
  binaryFocalCrossentropy,
  categoricalCrossentropy,
  categoricalFocalCrossentropy,
  hinge,
  huber,
  meanAbsoluteError,
  meanSquaredError,
  type SampleLoss,
  sparseCategoricalCrossentropy,
} from "@proj/core";
import type { PerceptronOutput } from "../perceptron.ts";

/** A loss by its name, and the activation whose output it takes. */
interface NamedLoss {
  readonly loss: SampleLoss;
  readonly activation: PerceptronOutput["activation"];
}

/** The losses that a table's task can name. */
export const tableLosses: {
  readonly [Name in
    | "categoricalCrossentropy"
    | "categoricalFocalCrossentropy"
    | "sparseCategoricalCrossentropy"
    | "binaryCrossentropy"
    | "binaryFocalCrossentropy"
    | "hinge"
    | "huber"
    | "meanAbsoluteError"
    | "meanSquaredError"]: NamedLoss;
} = {
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

/** The name of such a loss. */
export type TableLossName = keyof typeof tableLosses;

/** Their names, for messages. */
export const tableLossNames: readonly TableLossName[] = Object.keys(tableLosses) as TableLossName[];
