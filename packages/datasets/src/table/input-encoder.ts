/** Which columns of a table a model gets as inputs, and how; at least one of the three. */
export interface InputSpec {
  /** Columns of numbers. */
  readonly numbers?: readonly string[] | undefined;
  /** Columns of names, of which each that occurs becomes an input of 0 or 1. */
  readonly categories?: readonly string[] | undefined;
  /** Bits beside the table, packed eight a byte: where they are, and how many belong to a row. */
  readonly bits?: { readonly file: string; readonly width: number } | undefined;
}

/** A column of numbers, and what its training rows are like. */
export interface NumberInput {
  /** The name of the column. */
  readonly column: string;
  /** Mean of the training rows; what a missing number is taken for. */
  readonly mean: number;
  /** Standard deviation of the training rows, or 1 where they are all the same; more than 0. */
  readonly scale: number;
  /** Whether a further input says that the number is missing: where one was among the training rows. */
  readonly indicator: boolean;
}

/** A column of names. */
export interface CategoryInput {
  /** The name of the column. */
  readonly column: string;
  /** The names among the training rows, sorted; one input each. */
  readonly values: readonly string[];
}

/**
 * How rows of a table become a model's inputs: plain data that goes to JSON and back, made once of the training rows and
 * kept with the model. The inputs stand in the order of its fields.
 */
export interface InputEncoder {
  /** The columns of numbers. */
  readonly numbers: readonly NumberInput[];
  /** The columns of names. */
  readonly categories: readonly CategoryInput[];
  /** Bits a row that come from beside the table; 0 for none. */
  readonly bits: number;
}

/**
 * Names the inputs that an encoder makes.
 *
 * @param encoder An encoder.
 * @returns `D` names in the order of the inputs: `Age`, `Age is missing`, `Gender is female`, `bit 0`.
 *
 * @example
 * ```ts
 * import { inputNames } from "@proj/datasets";
 *
 * const age = { column: "Age", mean: 40, scale: 20, indicator: true };
 * console.log(inputNames({ numbers: [age], categories: [], bits: 1 })); // [ "Age", "Age is missing", "bit 0" ]
 * ```
 */
export function inputNames(encoder: InputEncoder): string[] {
  return [
    ...encoder.numbers.flatMap(({ column, indicator }) =>
      indicator ? [column, `${column} is missing`] : [column],
    ),
    ...encoder.categories.flatMap(({ column, values }) => values.map((value) => `${column} is ${value}`)),
    ...Array.from({ length: encoder.bits }, (_, bit) => `bit ${bit}`),
  ];
}
