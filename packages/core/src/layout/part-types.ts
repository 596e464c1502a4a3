import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { DerivedName, GivenName, HasPresence } from "./layout.ts";
import type { PartDefinitions, PartKind } from "./part-definitions.ts";

/** Whole numbers in the smallest type that holds the largest class. */
export type ClassColumn = Uint8Array | Uint16Array | Uint32Array;

/** A flag as a sample has it. */
export type FlagValue = boolean | 0 | 1;

/** A field that conditions speak of, as a sample has it; null, undefined and NaN where it is unknown. */
export type FieldValue = number | boolean | null | undefined;

/** The types of a kind of part. */
export type Types<Sample, Element, SplitColumn, Tensor> = {
  /** One sample's labels. */
  readonly sample: Sample;
  /** One element of a column. */
  readonly element: Element;
  readonly splitColumn: SplitColumn;
  readonly tensor: Tensor;
};

/**
 * What each kind of part takes and gives: its value in one sample, an element of its column for many samples, the column and
 * the tensor it splits into.
 */
export interface PartTypes {
  /** A class out of `C`, as one-hot columns. */
  readonly oneHot: Types<number, number, ClassColumn, Tensor2D>;
  /** A class out of `C`, as its index. */
  readonly classIndex: Types<number, number, ClassColumn, Tensor1D>;
  /** A yes or no. */
  readonly flag: Types<FlagValue, number | boolean, Uint8Array, Tensor1D>;
  /** Several flags. */
  readonly flags: Types<ArrayLike<number | boolean>, number | boolean, Uint8Array, Tensor2D>;
  /** A real number. */
  readonly value: Types<number, number, Float32Array, Tensor1D>;
  /** Several real numbers. */
  readonly values: Types<ArrayLike<number>, number, Float32Array, Tensor2D>;
  /** How much a sample counts. */
  readonly sampleWeight: Types<number, number, Float32Array, Tensor1D>;
  /** Which labels of another part are there. */
  readonly presence: Types<
    FlagValue | ArrayLike<number | boolean>,
    number | boolean,
    Uint8Array,
    Tensor1D | Tensor2D
  >;
}

/** What may also stand where labels may be missing: any of the numbers that the layout states, and null. */
export type Missing = number | null | undefined;

/** One sample's labels of a part, which may be missing. */
export type SampleOf<Kind extends PartKind, Absent extends boolean> = true extends Absent
  ? PartTypes[Kind]["sample"] extends ArrayLike<unknown>
    ? ArrayLike<PartTypes[Kind]["element"] | Missing>
    : PartTypes[Kind]["sample"] | Missing
  : PartTypes[Kind]["sample"];

// A union of array types instead of one array of a union: an Array and a Float32Array have different `fill`s, and so on.
/** A column of a part, whose labels may be missing. */
export type ColumnOf<Kind extends PartKind, Absent extends boolean> =
  | ArrayLike<PartTypes[Kind]["element"]>
  | (true extends Absent ? ArrayLike<PartTypes[Kind]["element"] | Missing> : never);

/** Shows an intersection as one object, in editors and messages. */
export type Flat<T> = { readonly [Key in keyof T]: T[Key] };

/** One sample's labels by name: a class index, a boolean, a number, or arrays of them; and the fields of the layout. */
export type Sample<Definitions extends PartDefinitions, Field extends string = never> = Flat<
  {
    readonly [Name in GivenName<Definitions>]: SampleOf<
      Definitions[Name]["kind"],
      HasPresence<Definitions, Name>
    >;
  } & {
    readonly [Name in DerivedName<Definitions>]?: PartTypes[Definitions[Name]["kind"]]["sample"] | undefined;
  } & { readonly [Name in Field]: FieldValue }
>;

/** The labels of many samples, one column for each part; and the fields of the layout. */
export type Columns<Definitions extends PartDefinitions, Field extends string = never> = Flat<
  {
    readonly [Name in GivenName<Definitions>]: ColumnOf<
      Definitions[Name]["kind"],
      HasPresence<Definitions, Name>
    >;
  } & {
    readonly [Name in DerivedName<Definitions>]?: ColumnOf<Definitions[Name]["kind"], false> | undefined;
  } & { readonly [Name in Field]: ArrayLike<FieldValue> }
>;

/** The columns that combined labels split into. */
export type SplitColumns<Definitions extends PartDefinitions> = {
  readonly [Name in keyof Definitions]: HasPresence<Definitions, Name> extends infer Absent
    ? Absent extends true
      ? Float32Array
      : PartTypes[Definitions[Name]["kind"]]["splitColumn"]
    : never;
};

/** The tensors that combined labels split into: `[B, C]` for one-hot classes, `[B, K]` for several labels, else `[B]`. */
export type SplitLabels<Definitions extends PartDefinitions> = {
  readonly [Name in keyof Definitions]: PartTypes[Definitions[Name]["kind"]]["tensor"];
};
