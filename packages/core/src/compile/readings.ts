import type { Scalar } from "@tensorflow/tfjs-core";
import type { CompiledPart } from "./compiled-part.ts";
import type { PartMeasures } from "./measure-part.ts";

/** A number that tfjs-layers computes as a metric of an output. */
export interface LayersMetric {
  readonly name: string;
  readonly output: number;
  readonly of: (measures: PartMeasures) => Scalar;
}

/** The numbers that tfjs-layers computes for a compiled model, and what a user sees of them. */
export interface Readings {
  /** What tfjs is to compute as metrics, beside the losses of the outputs. */
  readonly metrics: readonly LayersMetric[];
  /** The names for `model.metricsNames`: the loss, that of each output where there are several, the metrics. */
  readonly rawNames: readonly string[];
  /**
   * Makes what a user sees out of what tfjs has.
   *
   * @param values tfjs' numbers, in the order of `rawNames`.
   * @returns Numbers by name; null for a metric of which nothing was live.
   */
  read(values: readonly (number | undefined)[]): Numbers;
  /** The same of what tfjs gives when it tests, which has more numbers in front. */
  readTested(values: readonly (number | undefined)[]): Numbers;
}

/** Losses and metrics by name. */
export type Numbers = Readonly<Record<string, number | null>>;

/** A number that a user sees: one of tfjs', or one divided by another. */
interface Reading {
  readonly name: string;
  readonly number: LayersMetric;
  readonly over?: LayersMetric;
}

/**
 * Lists the numbers of a compiled model.
 *
 * tfjs averages the numbers of batches by their size. A mean over what is live is no such average, so each metric is two
 * numbers that are, and which are divided in the end.
 *
 * For `n` outputs tfjs trains to `loss, n losses, metrics` and tests to `n sums of losses so far, n losses, metrics`, under the
 * same names: `loss` is then that of the first output, and each name that of a number before it
 * (https://github.com/tensorflow/tfjs/issues/5941).
 *
 * @param parts The parts in the order of the outputs.
 * @returns The numbers.
 * @throws {TypeError} Where two would have the same name.
 */
export function createReadings(parts: readonly CompiledPart[]): Readings {
  const weightedLosses = parts.map(({ term }, output) =>
    layersMetric(`${term.name}_weightedLoss`, output, (measures) => measures.weightedLoss),
  );
  const others = parts.flatMap(readingsOf);
  const numbers = [
    ...weightedLosses,
    ...new Set(others.flatMap(({ number, over }) => (over === undefined ? [number] : [over, number]))),
  ];
  const readings: Reading[] = [...weightedLosses.map((number) => ({ name: number.name, number })), ...others];
  const rawNames = ["loss", ...numbers.map(({ name }) => name)];
  checkNames(rawNames);
  checkNames(["loss", ...readings.map(({ name }) => name)]);

  const read: Readings["read"] = ([loss, ...values]) => {
    const numberOf = (number: LayersMetric): number => values[numbers.indexOf(number)] ?? Number.NaN;
    const named = readings.map(({ name, number, over }) => {
      if (over === undefined) return [name, numberOf(number)] as const;
      const weight = numberOf(over);
      return [name, weight === 0 ? null : numberOf(number) / weight] as const;
    });
    return { loss: loss ?? Number.NaN, ...Object.fromEntries(named) };
  };
  const isSingle = parts.length === 1;
  return {
    // tfjs has the losses of several outputs by itself, but not that of a single one.
    metrics: isSingle ? numbers : numbers.slice(parts.length),
    rawNames,
    read,
    readTested: (values) => read(values.slice(parts.length - 1)),
  };
}

function readingsOf({ term, metrics }: CompiledPart, output: number): Reading[] {
  const loss = layersMetric(`${term.name}_loss`, output, (measures) => measures.loss);
  const over = layersMetric(`${term.name}:weight`, output, ({ weight }) => weight);
  return [
    { name: loss.name, number: loss },
    ...metrics.map((metric, index) => {
      const name = `${term.name}_${metric.name}`;
      return { name, number: layersMetric(`${name}:sum`, output, ({ sums }) => sums[index] as Scalar), over };
    }),
  ];
}

function layersMetric(name: string, output: number, of: LayersMetric["of"]): LayersMetric {
  return { name, output, of };
}

/** The names of a part and a metric are joined, so that different ones may come to the same. */
function checkNames(names: readonly string[]): void {
  const all = names.flatMap((name) => [name, `val_${name}`]);
  const twice = all.find((name, index) => all.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new TypeError(
      `Cannot compile the model: losses and metrics need names of their own, received ${JSON.stringify(twice)} twice`,
    );
  }
}
