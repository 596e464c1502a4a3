import * as v from "valibot";
import type { TableLossName } from "./table-losses.ts";

/** The options that a loss of a table's task may have; the functions of `@proj/core` say what they mean. */
export interface TableLossOptions {
  /** How far labels are moved towards the even distribution, from 0 to below 1. */
  readonly labelSmoothing?: number | undefined;
  /** The error from which `huber` grows as a line, above 0. */
  readonly delta?: number | undefined;
  /** What a focal loss is weighed by, from 0 to 1. */
  readonly alpha?: number | undefined;
  /** How strongly a focal loss plays down what is easy, 0 or more. */
  readonly gamma?: number | undefined;
  /** Whether a binary focal loss weighs yes by `alpha` and no by `1 - alpha`. */
  readonly applyClassBalancing?: boolean | undefined;
}

/** Which losses have which. Not `fromLogits`: a table's model has the activation that its losses take. */
const optionsOf: { readonly [Name in TableLossName]: readonly (keyof TableLossOptions)[] } = {
  categoricalCrossentropy: ["labelSmoothing"],
  categoricalFocalCrossentropy: ["labelSmoothing", "alpha", "gamma"],
  sparseCategoricalCrossentropy: [],
  binaryCrossentropy: ["labelSmoothing"],
  binaryFocalCrossentropy: ["labelSmoothing", "alpha", "gamma", "applyClassBalancing"],
  hinge: [],
  huber: ["delta"],
  meanAbsoluteError: [],
  meanSquaredError: [],
};

const below1 = "a number from 0 to below 1";
const upTo1 = "a number from 0 to 1";
const from0 = "a number of at least 0";
const above0 = "a number above 0";

/** Checks a loss's options; each field carries what an error says must stand there. */
export const lossOptions: v.GenericSchema<unknown, TableLossOptions> = v.strictObject(
  {
    labelSmoothing: v.optional(v.pipe(v.number(below1), v.minValue(0, below1), v.ltValue(1, below1))),
    delta: v.optional(v.pipe(v.number(above0), v.finite(above0), v.gtValue(0, above0))),
    alpha: v.optional(v.pipe(v.number(upTo1), v.minValue(0, upTo1), v.maxValue(1, upTo1))),
    gamma: v.optional(v.pipe(v.number(from0), v.finite(from0), v.minValue(0, from0))),
    applyClassBalancing: v.optional(v.boolean("true or false")),
  },
  "an object of the loss's options",
);

/**
 * Finds an option that a loss does not have.
 *
 * @param loss The loss.
 * @param options Its options.
 * @returns The option's name, and those that the loss has; `undefined` where it has all of them.
 */
export function foreignOption(
  loss: TableLossName,
  options: TableLossOptions,
): { readonly name: string; readonly known: readonly string[] } | undefined {
  const known: readonly string[] = optionsOf[loss];
  const name = Object.keys(options).find((option) => !known.includes(option));
  return name === undefined ? undefined : { name, known };
}
