import { checkFields } from "../errors/check-fields.ts";
import { describeValue } from "../errors/describe-value.ts";
import { binaryLabelAt, checkLive, checkRows, labelAt } from "./check-labels.ts";
import type { Meter } from "./meter.ts";
import type { MetricOptions } from "./metric-options.ts";
import { rowWeight } from "./row-weight.ts";

const ACTION = "compute the ROC-AUC";

/** What `rocAuc` does where all labels are of one class and the area is not defined. */
export interface RocAucOptions<OneClass extends "throw" | null = "throw" | null> {
  /** `"throw"` (default): a RangeError; null: the value is null. */
  readonly oneClass?: OneClass | undefined;
}

/**
 * Computes the area under the ROC curve: how likely a random row of class 1 scores higher than a random row of class 0.
 *
 * Formula: `sum(w_i * w_j * r(s_i - s_j)) / (sum(w_i) * sum(w_j))` over the pairs of a row `i` of class 1 and a row `j` of
 * class 0, with `r` 1 above 0, 1/2 at 0 (a tie) and 0 below, and `w` 1 where no weights are given. This is the area by
 * trapezoids, and the Mann-Whitney statistic with average ranks, as scikit-learn has it; where all labels are of one class,
 * scikit-learn warns and gives NaN, and this throws or gives null. It is computed by sorting, not pair by pair.
 *
 * @param labels `[B]` true labels, 0 or 1, both among the rows of weight above 0.
 * @param scores `[B]` scores of class 1: probabilities or logits, finite, higher for what is likelier of class 1.
 * @param options The mask and the weights of the rows, and what one class alone gives.
 * @returns A number from 0 to 1, 0.5 for chance; null only with `oneClass: null`.
 * @throws {RangeError} Where no row counts, where only one class does (unless `oneClass` is null), on lengths that differ,
 *   a label that is not 0 or 1, a bad `oneClass`, and a bad mask or weight.
 * @throws {TypeError} On NaN or infinity in a row that counts (the message names the row), and on an unknown option.
 *
 * @example
 * ```ts
 * import { rocAuc } from "@proj/core";
 *
 * console.log(rocAuc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])); // 0.75
 * ```
 *
 * Source: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.roc_auc_score.html
 */
export function rocAuc(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  options: MetricOptions & RocAucOptions<null> & { readonly oneClass: null },
): number | null;
/** The same where one class alone is an error: the area is never null. */
export function rocAuc(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  options?: MetricOptions & RocAucOptions<"throw">,
): number;
export function rocAuc(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  options: MetricOptions & RocAucOptions = {},
): number | null {
  const { mask, sampleWeight, ...settings } = options;
  return new RocAucMeter(settings).add(labels, scores, { mask, sampleWeight }).value();
}

/**
 * Makes a meter of `rocAuc`, for batches; it keeps the score of every row that counts, for the area is exact.
 *
 * @param options What one class alone gives.
 * @returns A meter that has seen nothing.
 * @throws {RangeError} On a bad `oneClass`.
 *
 * @example
 * ```ts
 * import { rocAucMeter } from "@proj/core";
 *
 * const meter = rocAucMeter();
 * meter.add([0, 0], [0.1, 0.4]);
 * meter.add([1, 1], [0.35, 0.8]);
 * console.log(meter.value()); // 0.75
 * ```
 */
export function rocAucMeter(options: RocAucOptions<null> & { readonly oneClass: null }): Meter<number | null>;
/** The same where one class alone is an error: the area is never null. */
export function rocAucMeter(options?: RocAucOptions<"throw">): Meter<number>;
export function rocAucMeter(options: RocAucOptions = {}): Meter<number | null> {
  return new RocAucMeter(options);
}

/** A row that counts. */
interface Row {
  readonly score: number;
  readonly label: 0 | 1;
  readonly weight: number;
}

class RocAucMeter implements Meter<number | null> {
  readonly #oneClass: "throw" | null;
  #live: Row[] = [];
  #rows = 0;

  constructor(options: RocAucOptions) {
    checkFields(ACTION, "options", options, ["oneClass"]);
    const { oneClass = "throw" } = options;
    if (oneClass !== "throw" && oneClass !== null) {
      throw new RangeError(
        `Cannot ${ACTION}: oneClass must be "throw" or null, received ${describeValue(oneClass)}`,
      );
    }
    this.#oneClass = oneClass;
  }

  get count(): number {
    return this.#live.length;
  }

  add(labels: ArrayLike<number>, scores: ArrayLike<number>, options: MetricOptions = {}): this {
    checkRows(ACTION, labels, scores, options);
    const batch: Row[] = [];
    for (let row = 0; row < labels.length; row++) {
      const weight = rowWeight(ACTION, options, row);
      if (weight === 0) continue;
      const label = binaryLabelAt(ACTION, labels, row);
      batch.push({ score: labelAt(ACTION, "score", scores, row), label, weight });
    }
    for (const row of batch) this.#live.push(row);
    this.#rows += labels.length;
    return this;
  }

  merge(other: Meter<number | null>): this {
    if (!(other instanceof RocAucMeter)) {
      throw new TypeError(
        `Cannot ${ACTION}: only meters of the same metric can be merged, received another one`,
      );
    }
    this.#live = this.#live.concat(other.#live);
    this.#rows += other.#rows;
    return this;
  }

  value(): number | null {
    checkLive(ACTION, this.#live.length, this.#rows);
    const only = this.#live[0]?.label;
    if (this.#live.every(({ label }) => label === only)) {
      if (this.#oneClass === null) return null;
      throw new RangeError(
        `Cannot ${ACTION}: rows of both classes are needed, received only label ${only}; oneClass: null gives null instead`,
      );
    }
    return areaOf([...this.#live].sort((a, b) => a.score - b.score));
  }
}

/** The area of rows of both classes, from the lowest score to the highest. */
function areaOf(rows: readonly Row[]): number {
  // The weights of each class below the group of equal scores, and in it.
  const below = [0, 0] as [number, number];
  let tied = [0, 0] as [number, number];
  let area = 0;
  const close = () => {
    area += tied[1] * (below[0] + tied[0] / 2);
    below[0] += tied[0];
    below[1] += tied[1];
    tied = [0, 0];
  };
  let previous = rows[0]?.score;
  for (const { score, label, weight } of rows) {
    if (score !== previous) close();
    tied[label] += weight;
    previous = score;
  }
  close();
  return area / (below[0] * below[1]);
}
