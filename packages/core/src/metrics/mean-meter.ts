import { checkLive, checkRows } from "./check-labels.ts";
import type { Meter } from "./meter.ts";
import type { MetricOptions } from "./metric-options.ts";
import { rowWeight } from "./row-weight.ts";

/** What a row adds to a mean, and how the mean speaks of itself. */
export interface MeanMetric {
  /** What is done, such as `compute the accuracy`; two meters that do the same can be merged. */
  readonly action: string;
  /** How many predictions belong to a label. */
  readonly width: number;
  /** The finite number that a row adds; it checks the row's label and predictions. */
  readonly score: (labels: ArrayLike<number>, predictions: ArrayLike<number>, row: number) => number;
}

/** A metric that is a weighted mean over the rows: `sum(w * score) / sum(w)`. */
export class MeanMeter implements Meter<number> {
  readonly #metric: MeanMetric;
  #sum = 0;
  #weight = 0;
  #count = 0;
  #rows = 0;

  /** @param metric What a row adds. */
  constructor(metric: MeanMetric) {
    this.#metric = metric;
  }

  get count(): number {
    return this.#count;
  }

  add(labels: ArrayLike<number>, predictions: ArrayLike<number>, options: MetricOptions = {}): this {
    const { action, width, score } = this.#metric;
    checkRows(action, labels, predictions, options, width);
    let sum = 0;
    let weight = 0;
    let count = 0;
    for (let row = 0; row < labels.length; row++) {
      const weightOfRow = rowWeight(action, options, row);
      if (weightOfRow === 0) continue;
      sum += weightOfRow * score(labels, predictions, row);
      weight += weightOfRow;
      count++;
    }
    return this.#include(sum, weight, count, labels.length);
  }

  merge(other: Meter<number>): this {
    if (!(other instanceof MeanMeter) || other.#metric.action !== this.#metric.action) {
      throw new TypeError(
        `Cannot ${this.#metric.action}: only meters of the same metric can be merged, received another one`,
      );
    }
    return this.#include(other.#sum, other.#weight, other.#count, other.#rows);
  }

  value(): number {
    checkLive(this.#metric.action, this.#count, this.#rows);
    return this.#sum / this.#weight;
  }

  #include(sum: number, weight: number, count: number, rows: number): this {
    this.#sum += sum;
    this.#weight += weight;
    this.#count += count;
    this.#rows += rows;
    return this;
  }
}
