/** What every part of labels may say of itself. */
export interface LabelPart {
  /** Numbers that stand for a missing label, beside NaN, null and undefined; only in a part that has a presence part. */
  readonly missing?: readonly number[];
}

/** A class out of `C`: `C` columns, a 1 in the column of the class, 0 elsewhere. */
export interface OneHot extends LabelPart {
  /** Tells this kind of part from the others. */
  readonly kind: "oneHot";
  /** The number of classes, `C`. */
  readonly classes: number;
  /** The `C` names of the classes, where they have any. */
  readonly names?: readonly string[];
}

/** A class out of `C`: one column that holds its index. */
export interface ClassIndex extends LabelPart {
  /** Tells this kind of part from the others. */
  readonly kind: "classIndex";
  /** The number of classes, `C`. */
  readonly classes: number;
  /** The `C` names of the classes, where they have any. */
  readonly names?: readonly string[];
}

/** A yes or no: one column of 1 or 0. A flag can be a mask. */
export interface Flag extends LabelPart {
  /** Tells this kind of part from the others. */
  readonly kind: "flag";
  /** The condition that decides the flag where a sample does not: text of the condition language. */
  readonly when?: string;
}

/** A flag that a condition decides, so that samples need not. */
export interface ConditionFlag {
  /** Tells this kind of part from the others. */
  readonly kind: "flag";
  /** The condition that decides the flag where a sample does not: text of the condition language. */
  readonly when: string;
}

/** Several flags, any of which may be set: `K` columns of 1 or 0. */
export interface Flags extends LabelPart {
  /** Tells this kind of part from the others. */
  readonly kind: "flags";
  /** The number of flags, `K`. */
  readonly size: number;
  /** The `K` names of the flags, where they have any. */
  readonly names?: readonly string[];
}

/** A real number: one column. */
export interface Value extends LabelPart {
  /** Tells this kind of part from the others. */
  readonly kind: "value";
}

/** Several real numbers: `K` columns. */
export interface Values extends LabelPart {
  /** Tells this kind of part from the others. */
  readonly kind: "values";
  /** The number of numbers, `K`. */
  readonly size: number;
  /** The `K` names of the numbers, where they have any. */
  readonly names?: readonly string[];
}

/** How much a sample counts: one column of a number of 0 or more. It can be a mask. */
export interface SampleWeight {
  /** Tells this kind of part from the others. */
  readonly kind: "sampleWeight";
}

/** Which labels of another part are there: a column of 1 or 0 for each of its labels. */
export interface Presence<Of extends string = string> {
  /** Tells this kind of part from the others. */
  readonly kind: "presence";
  /** The name of the other part. */
  readonly of: Of;
}

/** What a part of a layout holds. */
export type PartDefinition =
  | OneHot
  | ClassIndex
  | Flag
  | ConditionFlag
  | Flags
  | Value
  | Values
  | SampleWeight
  | Presence;

/** The name of a kind of part. */
export type PartKind = PartDefinition["kind"];

/** The kinds that hold labels, which a loss can learn. */
export type LabelKind = Exclude<PartKind, "sampleWeight" | "presence">;

/** Names and definitions, in the order of their columns. */
export type PartDefinitions = Readonly<Record<string, PartDefinition>>;

/** The definition of a kind. */
export type DefinitionOf<Kind extends PartKind> = Extract<PartDefinition, { readonly kind: Kind }>;

/** How labels are given and taken, apart from what they are. */
export interface LabelOptions {
  /** The number, or numbers, that stand for a missing label, such as -1 or -100. NaN, null and undefined always do. */
  readonly missing?: number | null | readonly (number | null)[];
}
