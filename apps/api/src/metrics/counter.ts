import { Series } from "./series.ts";

/** What only grows. */
export class Counter {
  /** The totals so far, under their labels. */
  readonly series: Series<{ total: number }>;

  /**
   * Makes it.
   *
   * @param labels The names of its labels.
   */
  constructor(...labels: string[]) {
    this.series = new Series(labels, () => ({ total: 0 }));
  }

  /**
   * Counts.
   *
   * @param amount How much, at least 0.
   * @param labels The labels' values, in the order of their names.
   */
  add(amount: number, ...labels: string[]): void {
    this.series.of(...labels).total += amount;
  }
}
