/**
 * Which rows of a batch a metric sees, and how much each counts.
 *
 * A row of weight 0 is not seen at all: its label and its prediction may be anything, NaN included.
 */
export interface MetricOptions {
  /** `[B]` flags, 1 or true where the row counts, 0 or false where it does not; all count where left out. */
  readonly mask?: ArrayLike<number | boolean> | undefined;
  /** `[B]` finite weights of 0 or more, 1 each where left out; where the mask is 0 they are not read. */
  readonly sampleWeight?: ArrayLike<number> | undefined;
}
