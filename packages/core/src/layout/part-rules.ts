import type { PartKind, PartTypes, Placement } from "./layout.ts";

/** Where a part is written to or read from: row-major labels of `stride` columns. */
export interface LabelRows extends Placement {
  /** The part's name, for messages. */
  readonly name: string;
  /** `[B * L]` labels. */
  readonly labels: Float32Array;
  /** The number of samples, `B`. */
  readonly count: number;
  /** The number of columns, `L`. */
  readonly stride: number;
}

/** What a kind of part can do. A new kind is a new file with these rules, an entry in the table of kinds and one in `PartTypes`. */
export interface PartRules<Kind extends PartKind> {
  /**
   * Reads the definition out of JSON or plain JavaScript.
   *
   * @param json The definition, with anything else in it.
   * @param name The part's name, for messages.
   * @returns A definition with nothing else in it.
   */
  readonly parse: (json: object, name: string) => PartTypes[Kind]["definition"];
  /** The shape of one sample's labels: `[C]` for one-hot classes, `[]` for a single number. */
  readonly shape: (definition: PartTypes[Kind]["definition"]) => readonly number[];
  /** Writes a column into zeroed labels, and refuses what does not belong there. */
  readonly write: (
    definition: PartTypes[Kind]["definition"],
    column: ArrayLike<unknown>,
    to: LabelRows,
  ) => void;
  /** Reads a column back, and refuses labels that `write` cannot have written. */
  readonly read: (
    definition: PartTypes[Kind]["definition"],
    from: LabelRows,
  ) => PartTypes[Kind]["splitColumn"];
}

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
