import { checkLive, checkRows, labelAt } from "./check-labels.ts";
import type { ConfusionMatrix } from "./confusion-matrix.ts";
import type { Meter } from "./meter.ts";
import type { MetricOptions } from "./metric-options.ts";
import { rowWeight } from "./row-weight.ts";

/** The most different labels that a matrix is made for: 4,096 x 4,096 counts are 128 MB already. */
const MAX_LABELS = 4096;

/** Counts pairs of a true and a predicted label, and remembers nothing else. */
export class ConfusionMatrixMeter implements Meter<ConfusionMatrix> {
  readonly #action: string;
  /** Every label seen, true or predicted. */
  #labels: ReadonlySet<number> = new Set();
  /** True label -> predicted label -> weight. */
  readonly #counts = new Map<number, Map<number, number>>();
  #count = 0;
  #rows = 0;

  /** @param action What the caller does, for messages, such as `count the confusion matrix`. */
  constructor(action: string) {
    this.#action = action;
  }

  get count(): number {
    return this.#count;
  }

  add(labels: ArrayLike<number>, predictions: ArrayLike<number>, options: MetricOptions = {}): this {
    checkRows(this.#action, labels, predictions, options);
    // Two walks, so that a batch that is refused leaves no trace.
    const union = new Set(this.#labels);
    for (let row = 0; row < labels.length; row++) {
      if (rowWeight(this.#action, options, row) === 0) continue;
      union.add(labelAt(this.#action, "label", labels, row));
      union.add(labelAt(this.#action, "prediction", predictions, row));
      this.#checkSize(union, ` by row ${row}`);
    }
    this.#labels = union;
    for (let row = 0; row < labels.length; row++) {
      const weight = rowWeight(this.#action, options, row);
      if (weight === 0) continue;
      this.#include(labels[row] ?? 0, predictions[row] ?? 0, weight);
      this.#count++;
    }
    this.#rows += labels.length;
    return this;
  }

  merge(other: Meter<ConfusionMatrix>): this {
    if (!(other instanceof ConfusionMatrixMeter)) {
      throw new TypeError(
        `Cannot ${this.#action}: only meters of the same metric can be merged, received another one`,
      );
    }
    const union = new Set([...this.#labels, ...other.#labels]);
    this.#checkSize(union, "");
    this.#labels = union;
    for (const [label, row] of other.#counts) {
      for (const [prediction, weight] of row) this.#include(label, prediction, weight);
    }
    this.#count += other.#count;
    this.#rows += other.#rows;
    return this;
  }

  value(): ConfusionMatrix {
    checkLive(this.#action, this.#count, this.#rows);
    const labels = [...this.#labels].sort((a, b) => a - b);
    const counts = labels.map((label) => {
      const row = this.#counts.get(label);
      return labels.map((prediction) => row?.get(prediction) ?? 0);
    });
    return { labels, counts };
  }

  #include(label: number, prediction: number, weight: number): void {
    const row = this.#counts.get(label) ?? new Map<number, number>();
    row.set(prediction, (row.get(prediction) ?? 0) + weight);
    this.#counts.set(label, row);
  }

  #checkSize(labels: ReadonlySet<number>, where: string): void {
    if (labels.size <= MAX_LABELS) return;
    throw new RangeError(
      `Cannot ${this.#action}: at most ${MAX_LABELS} different labels are supported, received more${where}; are these class labels?`,
    );
  }
}
