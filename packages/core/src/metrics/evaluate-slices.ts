import type { Condition } from "../conditions/condition.ts";
import { conditionTest, ownField } from "../conditions/evaluate-condition.ts";
import { checkFields } from "../errors/check-fields.ts";
import { describeValue } from "../errors/describe-value.ts";
import type { FieldValue } from "../layout/part-types.ts";
import type { MetricOptions } from "./metric-options.ts";
import { rowWeight } from "./row-weight.ts";

const ACTION = "evaluate slices";

/** A metric over plain arrays, such as `accuracy`; it must not see rows of weight 0. */
export type Metric = (
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  options: { readonly sampleWeight: ArrayLike<number> },
) => unknown;

/** The rows to evaluate. */
export interface EvaluatedRows extends MetricOptions {
  /** `[B]` true labels. */
  readonly labels: ArrayLike<number>;
  /** What was predicted for them, as the metrics want it. */
  readonly predictions: ArrayLike<number>;
  /** The columns that the conditions speak of, `[B]` each, by name; NaN, null and undefined where a row's field is unknown. */
  readonly fields: Readonly<Record<string, ArrayLike<FieldValue>>>;
}

/** One slice: how many rows it has, and what the metrics say of them. */
export interface Slice<Metrics extends Readonly<Record<string, Metric>>> {
  /** How many rows of weight above 0 meet the condition. */
  readonly count: number;
  /** Each metric by its name; null where the slice has no rows. */
  readonly metrics: { readonly [Name in keyof Metrics]: ReturnType<Metrics[Name]> | null };
}

/**
 * Computes metrics on slices of the rows, each slice stated by a condition; slices may overlap.
 *
 * Formula: a slice's metrics are those of all rows with the weights `w * (1 where the condition holds, else 0)`. As in a
 * layout's conditions, one that an unknown field leaves undecided does not hold.
 *
 * @param rows Labels, predictions, the fields that the conditions speak of, and the mask and weights of the rows; a row
 *   of weight 0 is in no slice and its fields are not read.
 * @param slices A condition for each slice, by name.
 * @param metrics The metrics, by name: `accuracy`, `confusionMatrix`, `rocAuc`, ... or an own function; for one with more
 *   arguments, such as `topKAccuracy`, a function that adds them.
 * @returns For each slice its count and its metrics.
 * @throws {RangeError} On a column, mask or weights of another length than the labels, a bad mask or weight, and what the
 *   metrics throw.
 * @throws {TypeError} Where a field that a condition needs is missing, infinite, or neither number nor boolean, and where the rows have an unknown one.
 *
 * @example
 * ```ts
 * import { accuracy, evaluateSlices, parseCondition } from "@proj/core";
 *
 * const labels = [1, 2, 3, 4];
 * const { odd, even } = evaluateSlices(
 *   { labels, predictions: [1, 3, 5, 7], fields: { digit: labels } },
 *   { odd: parseCondition("odd", ["digit"]), even: parseCondition("even", ["digit"]) },
 *   { accuracy },
 * );
 * console.log(odd.count, odd.metrics.accuracy); // 2 0.5
 * console.log(even.count, even.metrics.accuracy); // 2 0
 * ```
 */
export function evaluateSlices<Name extends string, const Metrics extends Readonly<Record<string, Metric>>>(
  rows: EvaluatedRows,
  slices: Readonly<Record<Name, Condition>>,
  metrics: Metrics,
): { readonly [Key in Name]: Slice<Metrics> } {
  checkFields(ACTION, "rows", rows, ["labels", "predictions", "fields", "mask", "sampleWeight"]);
  const { labels, predictions } = rows;
  checkLengths(rows);
  checkConditions(slices);
  const weights = Float64Array.from(labels, (_, row) => rowWeight(ACTION, rows, row));
  const evaluated = Object.entries<Condition>(slices).map(([name, condition]) => {
    let count = 0;
    let row = 0;
    const holds = conditionTest(condition, (field) => ownField(condition, rows.fields, field)[row]);
    const sampleWeight = weights.map((weight, index) => {
      row = index;
      if (weight === 0 || !holds()) return 0;
      count++;
      return weight;
    });
    const values = Object.entries(metrics).map(([metricName, metric]) => [
      metricName,
      count === 0 ? null : metric(labels, predictions, { sampleWeight }),
    ]);
    return [name, { count, metrics: Object.fromEntries(values) }];
  });
  return Object.fromEntries(evaluated);
}

function checkConditions(slices: object): void {
  for (const [name, condition] of Object.entries<unknown>({ ...slices })) {
    if (typeof condition === "object" && condition !== null && "expression" in condition) continue;
    throw new TypeError(
      `Cannot ${ACTION}: the slice ${describeValue(name)} needs a condition that parseCondition gave, received ${describeValue(condition)}`,
    );
  }
}

function checkLengths({ labels, fields, mask, sampleWeight }: EvaluatedRows): void {
  const columns: [string, ArrayLike<unknown> | undefined][] = [
    ...Object.entries(fields).map(([name, column]): [string, ArrayLike<unknown>] => [
      `field ${describeValue(name)}`,
      column,
    ]),
    ["mask", mask],
    ["sampleWeight", sampleWeight],
  ];
  for (const [name, column] of columns) {
    if (column !== undefined && column.length !== labels.length) {
      throw new RangeError(
        `Cannot ${ACTION}: the ${name} needs one value for each label, received ${column.length} for ${labels.length} labels`,
      );
    }
  }
}
