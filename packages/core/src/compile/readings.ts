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
  /** How many more numbers tfjs gives in front when it tests than when it trains. */
  readonly testShift: number;
  /**
   * Makes what a user sees out of what tfjs has.
   *
   * @param numbers tfjs' numbers, in the order of `rawNames`.
   * @param shift `testShift` where it tested, 0 where it trained.
   * @returns Numbers by name; null for a metric of which nothing was live.
   */
  read(numbers: readonly (number | undefined)[], shift: number): Record<string, number | null>;
}

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
 * same names (https://github.com/tensorflow/tfjs/issues/5941). With `n - 1` fillers at the end, which tfjs drops when it
 * validates, nothing is lost, and the names can be set right.
 *
 * @param parts The parts in the order of the outputs.
 * @returns The numbers.
 * @throws {TypeError} Where two would have the same name.
 */
export function createReadings(parts: readonly CompiledPart[]): Readings {
  const testShift = parts.length - 1;
  const weightedLosses = parts.map(({ term }, output) =>
    layersMetric(`${term.name}_weightedLoss`, output, (measures) => measures.weightedLoss),
  );
  const others = parts.flatMap(readingsOf);
  const fillers = Array.from({ length: testShift }, (_, index) =>
    layersMetric(`:filler${index}`, 0, (measures) => measures.loss),
  );
  const numbers = [
    ...weightedLosses,
    ...new Set(others.flatMap(({ number, over }) => (over === undefined ? [number] : [over, number]))),
    ...fillers,
  ];
  const readings: Reading[] = [...weightedLosses.map((number) => ({ name: number.name, number })), ...others];
  const rawNames = ["loss", ...numbers.map(({ name }) => name)];
  checkNames(rawNames);
  checkNames(["loss", ...readings.map(({ name }) => name)]);

  return {
    // tfjs has the losses of several outputs by itself, but not that of a single one.
    metrics: testShift === 0 ? numbers : numbers.slice(parts.length),
    rawNames,
    testShift,
    read(values, shift) {
      const numberOf = (number: LayersMetric): number =>
        values[1 + numbers.indexOf(number) + shift] ?? Number.NaN;
      const read = readings.map(({ name, number, over }) => {
        if (over === undefined) return [name, numberOf(number)] as const;
        const weight = numberOf(over);
        return [name, weight === 0 ? null : numberOf(number) / weight] as const;
      });
      return { loss: values[shift] ?? Number.NaN, ...Object.fromEntries(read) };
    },
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
