import type { PartDefinition, PartDefinitions, PartKind, Presence } from "./part-definitions.ts";

/** Where a part's columns are in the combined labels. */
export interface Placement {
  /** The first column, from 0. */
  readonly offset: number;
  /** The number of columns. */
  readonly width: number;
}

/** A part with its place. */
export type Part<Definition extends PartDefinition = PartDefinition> = Definition & Placement;

/**
 * Which columns of `[B, L]` labels hold what. Frozen plain data: `JSON.stringify` writes it, `parseLayout` reads it.
 */
export interface Layout<
  Definitions extends PartDefinitions = PartDefinitions,
  Field extends string = string,
> {
  /** The number of columns, `L`. */
  readonly width: number;
  /** The parts by name. */
  readonly parts: { readonly [Name in keyof Definitions]: Part<Definitions[Name]> };
  /** What samples have beside their labels, for conditions to speak of. */
  readonly fields: readonly Field[];
}

/** A layout of whatever names, for code that looks parts up at run time. */
export interface AnyLayout {
  /** The number of columns, `L`. */
  readonly width: number;
  /** The parts by name. */
  readonly parts: object;
  /** What samples have beside their labels. */
  readonly fields: readonly string[];
}

/** A layout as it travels in JSON. */
export type LayoutJSON = Layout;

/** The names of a layout's parts. */
export type PartName<Definitions extends PartDefinitions> = keyof Definitions & string;

/** The names of the parts that hold labels, which a loss can learn. */
export type LabelName<Definitions extends PartDefinitions> = {
  [Name in PartName<Definitions>]: Definitions[Name]["kind"] extends "sampleWeight" | "presence"
    ? never
    : Name;
}[PartName<Definitions>];

/** A name where the part may be of a kind; so any name in a layout whose parts no type knows. */
export type NamedOf<Name, Definition extends PartDefinition, Kind extends PartKind> =
  Extract<Definition["kind"], Kind> extends never ? never : Name;

/** The names of the parts that can be a mask: flags, sample weights and presences. */
export type MaskName<Definitions extends PartDefinitions> = {
  [Name in PartName<Definitions>]: NamedOf<Name, Definitions[Name], "flag" | "sampleWeight" | "presence">;
}[PartName<Definitions>];

/** The names of the parts that hold one flag for each sample. */
export type FlagName<Definitions extends PartDefinitions> = {
  [Name in PartName<Definitions>]: NamedOf<Name, Definitions[Name], "flag">;
}[PartName<Definitions>];

/** Whether a layout has a presence part for the part of this name; `boolean` where types do not say. */
export type HasPresence<Definitions extends PartDefinitions, Name> =
  string extends PartName<Definitions>
    ? boolean
    : Extract<Definitions[keyof Definitions], Presence<Name & string>> extends never
      ? false
      : true;

/** The names of the parts that samples may leave out: flags that a condition decides, and presences. */
export type DerivedName<Definitions extends PartDefinitions> = {
  [Name in PartName<Definitions>]: Definitions[Name] extends
    | { readonly kind: "presence" }
    | { readonly when: string }
    ? Name
    : never;
}[PartName<Definitions>];

/** The names of the parts that samples must have. */
export type GivenName<Definitions extends PartDefinitions> = Exclude<
  PartName<Definitions>,
  DerivedName<Definitions>
>;
