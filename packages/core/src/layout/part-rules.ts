import type { DefinitionOf, PartKind } from "./part-definitions.ts";

/** A column of labels that has been split from the others. */
export type SplitColumn = Uint8Array | Uint16Array | Uint32Array | Float32Array;

/**
 * What a kind of part can do. A new kind is a new file with these rules, an entry in the table of kinds, and one in
 * `PartDefinition` and `PartTypes`.
 *
 * A part holds one label for each sample, or `K` where it is of several; a label takes one column, or `C` where it is one-hot.
 */
export interface PartRules<Kind extends PartKind> {
  /** The fields that a definition may have beside its kind. */
  readonly fields: readonly string[];
  /**
   * Reads the definition out of JSON or plain JavaScript.
   *
   * @param json The definition; only the `fields` of the kind are read.
   * @param action What cannot be done otherwise, for messages: `define the part "digit"`.
   * @returns A definition with nothing else in it.
   */
  readonly parse: (json: object, action: string) => DefinitionOf<Kind>;
  /** The number of columns of one label: `C` for one-hot classes, else 1. */
  readonly span: (definition: DefinitionOf<Kind>) => number;
  /** What a label must be, for messages: `true, false, 1 or 0`. */
  readonly needs: (definition: DefinitionOf<Kind>) => string;
  /** Makes the function that writes a label into zeroed columns at an index, and says whether the label fits. */
  readonly writer: (
    definition: DefinitionOf<Kind>,
  ) => (label: unknown, labels: Float32Array, at: number) => boolean;
  /** What a label's columns must hold when they are read, for messages: `1 or 0`. */
  readonly holds: string;
  /** Makes the function that reads a label, `NaN` where no writer can have written it. */
  readonly reader: (definition: DefinitionOf<Kind>) => (labels: Float32Array, at: number) => number;
  /** Makes the array that split labels go into. */
  readonly createColumn: (definition: DefinitionOf<Kind>, length: number) => SplitColumn;
}

/** How labels are written and read one at a time, whichever kind their part is of. */
export type LabelRules = Pick<
  PartRules<PartKind>,
  "span" | "needs" | "writer" | "holds" | "reader" | "createColumn"
>;

/**
 * The error for a value that does not belong into a part.
 *
 * @param action What the caller does, such as `combine labels`.
 * @param row The row, from 0.
 * @param name The part.
 * @param problem What was needed and what was received.
 * @returns The error, to throw.
 */
export function rowError(action: string, row: number, name: string, problem: string): RangeError {
  return new RangeError(`Cannot ${action}: row ${row}, part ${JSON.stringify(name)}: ${problem}`);
}
