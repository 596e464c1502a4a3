/** How many labels of a class, or of a task, counted. */
export interface SupervisionCount {
  /** The part. */
  readonly part: string;
  /** The class, or the flag or value among several: its name, or its index where it has none; empty for a part of one label. */
  readonly label: string;
  /** Both, for people: `digit 4`, `assays NR-AR`, `age`. */
  readonly name: string;
  /** The number of labels with a weight above 0. */
  readonly live: number;
}
