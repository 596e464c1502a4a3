import { checkFields } from "../errors/check-fields.ts";
import { describeNames, describeValue } from "../errors/describe-value.ts";
import { type ClassificationScores, classificationScores } from "./classification-scores.ts";
import { ConfusionMatrixMeter } from "./confusion-matrix-meter.ts";
import type { Meter } from "./meter.ts";
import type { MetricOptions } from "./metric-options.ts";

const ACTION = "compute precision, recall and F1";

/** Which classes `precisionRecallF1` looks at, and what 0 / 0 is. */
export interface PrecisionRecallF1Options<ZeroDivision extends 0 | 1 | null = 0 | 1 | null> {
  /** The classes, each once, in the order wanted; all that occur, true or predicted, where left out. */
  readonly classes?: readonly number[] | undefined;
  /**
   * The value of 0 / 0: the precision of a class that was never predicted, the recall of one that is never true, the F1
   * of one that is neither. 0 (default) or 1 take part in the averages; null does not, as NaN in scikit-learn.
   */
  readonly zeroDivision?: ZeroDivision | undefined;
}

/**
 * Computes precision, recall and F1 of every class, and their averages.
 *
 * Formula, with `TP`, `FP`, `FN` the sums of weights (1 each where none are given) of the rows that are rightly given the
 * class, wrongly given it, and wrongly not given it: `precision = TP / (TP + FP)`, `recall = TP / (TP + FN)`,
 * `F1 = 2 TP / (2 TP + FP + FN)`, `support = TP + FN`. `macro` is the mean over the classes, `weighted` the mean weighed
 * by support, `micro` the same formulas on the sums of `TP`, `FP` and `FN` over the classes.
 *
 * @param labels `[B]` true labels, finite numbers, at least one of weight above 0.
 * @param predictions `[B]` predicted labels.
 * @param options The mask and the weights of the rows, the classes, and the value of 0 / 0.
 * @returns All scores, from 0 to 1, never NaN; null occurs only with `zeroDivision: null`.
 * @throws {RangeError} Where no row counts, on lengths that differ, more than 4,096 different labels, a bad mask or
 *   weight, no or repeated classes, and a bad `zeroDivision`.
 * @throws {TypeError} On NaN or infinity in a row that counts (the message names the row), and on an unknown option.
 *
 * @example
 * ```ts
 * import { precisionRecallF1 } from "@proj/core";
 *
 * const { classes, macro } = precisionRecallF1([1, 1, 3, 3], [1, 3, 3, 3]);
 * console.log(classes[0]); // { label: 1, precision: 1, recall: 0.5, f1: 0.6666666666666666, support: 2 }
 * console.log(macro.recall); // 0.75
 * ```
 *
 * Source: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.precision_recall_fscore_support.html
 */
export function precisionRecallF1(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  options: MetricOptions & PrecisionRecallF1Options<null> & { readonly zeroDivision: null },
): ClassificationScores<number | null>;
/** The same with 0 or 1 for 0 / 0: no score is null. */
export function precisionRecallF1(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  options?: MetricOptions & PrecisionRecallF1Options<0 | 1>,
): ClassificationScores<number>;
export function precisionRecallF1(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  options: MetricOptions & PrecisionRecallF1Options = {},
): ClassificationScores<number | null> {
  const { mask, sampleWeight, ...settings } = options;
  return new PrecisionRecallF1Meter(settings).add(labels, predictions, { mask, sampleWeight }).value();
}

/**
 * Makes a meter of `precisionRecallF1`, for batches.
 *
 * @param options The classes, and the value of 0 / 0.
 * @returns A meter that has seen nothing.
 * @throws {RangeError} On no or repeated classes, and a bad `zeroDivision`.
 *
 * @example
 * ```ts
 * import { precisionRecallF1Meter } from "@proj/core";
 *
 * const meter = precisionRecallF1Meter({ classes: [1, 3] });
 * meter.add([1, 1], [1, 3]);
 * meter.add([3, 3], [3, 3]);
 * console.log(meter.value().macro.recall); // 0.75
 * ```
 */
export function precisionRecallF1Meter(
  options: PrecisionRecallF1Options<null> & { readonly zeroDivision: null },
): Meter<ClassificationScores<number | null>>;
/** The same with 0 or 1 for 0 / 0: no score is null. */
export function precisionRecallF1Meter(
  options?: PrecisionRecallF1Options<0 | 1>,
): Meter<ClassificationScores<number>>;
export function precisionRecallF1Meter(
  options: PrecisionRecallF1Options = {},
): Meter<ClassificationScores<number | null>> {
  return new PrecisionRecallF1Meter(options);
}

/** Reads the scores off a confusion matrix that grows. */
class PrecisionRecallF1Meter implements Meter<ClassificationScores<number | null>> {
  readonly #matrix = new ConfusionMatrixMeter(ACTION);
  readonly #classes: readonly number[] | undefined;
  readonly #zeroDivision: 0 | 1 | null;

  constructor(options: PrecisionRecallF1Options) {
    checkFields(ACTION, "options", options, ["classes", "zeroDivision"]);
    const { classes, zeroDivision = 0 } = options;
    if (classes !== undefined && (classes.length === 0 || new Set(classes).size < classes.length)) {
      throw new RangeError(
        `Cannot ${ACTION}: classes must name at least one class and each once, received ${describeNames(Array.from(classes, String))}`,
      );
    }
    if (zeroDivision !== 0 && zeroDivision !== 1 && zeroDivision !== null) {
      throw new RangeError(
        `Cannot ${ACTION}: zeroDivision must be 0, 1 or null, received ${describeValue(zeroDivision)}`,
      );
    }
    this.#classes = classes === undefined ? undefined : Array.from(classes);
    this.#zeroDivision = zeroDivision;
  }

  get count(): number {
    return this.#matrix.count;
  }

  add(labels: ArrayLike<number>, predictions: ArrayLike<number>, options?: MetricOptions): this {
    this.#matrix.add(labels, predictions, options);
    return this;
  }

  merge(other: Meter<ClassificationScores<number | null>>): this {
    if (!(other instanceof PrecisionRecallF1Meter)) {
      throw new TypeError(
        `Cannot ${ACTION}: only meters of the same metric can be merged, received another one`,
      );
    }
    this.#matrix.merge(other.#matrix);
    return this;
  }

  value(): ClassificationScores<number | null> {
    const matrix = this.#matrix.value();
    return classificationScores(matrix, this.#classes ?? matrix.labels, this.#zeroDivision);
  }
}
