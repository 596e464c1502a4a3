import { Series } from "./series.ts";

/** Values, counted by their size. */
export class Histogram {
  /** The largest value of each bucket but the last, which has none; ascending. */
  readonly bounds: readonly number[];
  /** How many values each bucket has, those of smaller ones not included, and the sum of all, under the label. */
  readonly series: Series<{ readonly counts: number[]; sum: number }>;

  /**
   * Makes it.
   *
   * @param label The name of its label.
   * @param bounds The buckets' bounds.
   */
  constructor(label: string, bounds: readonly number[]) {
    this.bounds = bounds;
    this.series = new Series([label], () => ({
      counts: new Array<number>(bounds.length + 1).fill(0),
      sum: 0,
    }));
  }

  /**
   * Counts a value.
   *
   * @param value The value.
   * @param label The label's value.
   */
  observe(value: number, label: string): void {
    const series = this.series.of(label);
    let bucket = 0;
    while (value > (this.bounds[bucket] ?? Number.POSITIVE_INFINITY)) bucket++;
    series.counts[bucket] = (series.counts[bucket] ?? 0) + 1;
    series.sum += value;
  }
}
