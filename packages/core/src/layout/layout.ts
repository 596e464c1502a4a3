import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";

/** A class out of `C`: `C` columns, a 1 in the column of the class, 0 elsewhere. */
export interface OneHot {
  readonly kind: "oneHot";
  /** The number of classes, `C`. */
  readonly classes: number;
}

/** A yes or no: one column of 1 or 0. A flag can be a mask. */
export interface Flag {
  readonly kind: "flag";
}

/** A real number: one column. A value of 0 or more can be a mask, and then weighs each sample. */
export interface Value {
  readonly kind: "value";
}

/** Whole numbers in the smallest type that holds the largest class. */
export type ClassColumn = Uint8Array | Uint16Array | Uint32Array;

/**
 * What each kind of part takes and gives: its definition, its value in one sample, its column for many samples, the
 * column and the tensor it splits into.
 */
export interface PartTypes {
  readonly oneHot: {
    readonly definition: OneHot;
    readonly sample: number;
    readonly column: ArrayLike<number>;
    readonly splitColumn: ClassColumn;
    readonly tensor: Tensor2D;
  };
  readonly flag: {
    readonly definition: Flag;
    readonly sample: boolean | 0 | 1;
    readonly column: ArrayLike<number> | ArrayLike<boolean>;
    readonly splitColumn: Uint8Array;
    readonly tensor: Tensor1D;
  };
  readonly value: {
    readonly definition: Value;
    readonly sample: number;
    readonly column: ArrayLike<number>;
    readonly splitColumn: Float32Array;
    readonly tensor: Tensor1D;
  };
}

/** The name of a kind of part. */
export type PartKind = keyof PartTypes;

/** What a part of a layout holds: the result of `oneHot(classes)`, `flag()` or `value()`. */
export type PartDefinition = PartTypes[PartKind]["definition"];

/** Names and definitions, in the order of their columns. */
export type PartDefinitions = Readonly<Record<string, PartDefinition>>;

/** Where a part's columns are in the combined labels. */
export interface Placement {
  /** The first column, from 0. */
  readonly offset: number;
  /** The number of columns. */
  readonly width: number;
}

/** A part with its place. */
export type Part<Definition extends PartDefinition = PartDefinition> = Definition & Placement;

/** Which columns of `[B, L]` labels hold what. Frozen plain data: `JSON.stringify` writes it, `parseLayout` reads it. */
export interface Layout<Definitions extends PartDefinitions = PartDefinitions> {
  /** The number of columns, `L`. */
  readonly width: number;
  /** The parts by name. */
  readonly parts: { readonly [Name in keyof Definitions]: Part<Definitions[Name]> };
}

/** A layout as it travels in JSON. */
export type LayoutJSON = Layout;

/** The names of a layout's parts. */
export type PartName<Definitions extends PartDefinitions> = keyof Definitions & string;

/** The names of the parts that can be a mask: flags and values. */
export type MaskName<Definitions extends PartDefinitions> = {
  [Name in PartName<Definitions>]: Definitions[Name]["kind"] extends "flag" | "value" ? Name : never;
}[PartName<Definitions>];

/** One sample's labels by name: a class index, a boolean, a number. */
export type Sample<Definitions extends PartDefinitions> = {
  readonly [Name in keyof Definitions]: PartTypes[Definitions[Name]["kind"]]["sample"];
};

/** The labels of many samples, one column for each part, all of the same length. */
export type Columns<Definitions extends PartDefinitions> = {
  readonly [Name in keyof Definitions]: PartTypes[Definitions[Name]["kind"]]["column"];
};

/** The columns that combined labels split into. */
export type SplitColumns<Definitions extends PartDefinitions> = {
  readonly [Name in keyof Definitions]: PartTypes[Definitions[Name]["kind"]]["splitColumn"];
};

/** The tensors that combined labels split into: `[B, C]` for one-hot classes, `[B]` for flags and values. */
export type SplitLabels<Definitions extends PartDefinitions> = {
  readonly [Name in keyof Definitions]: PartTypes[Definitions[Name]["kind"]]["tensor"];
};
