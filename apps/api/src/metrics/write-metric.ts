import type { Counter } from "./counter.ts";
import type { Histogram } from "./histogram.ts";

/** One line of a metric. */
export interface Sample {
  /** What the metric's name is followed by: `_sum` of a histogram. */
  readonly suffix?: string;
  /** The labels, each with its value. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * Writes one metric in Prometheus' text format, version 0.0.4.
 *
 * `prom-client` wants Node, and is larger than the Worker.
 *
 * Source: Prometheus, "Exposition formats".
 *
 * @param name The metric's name.
 * @param type What kind of metric it is.
 * @param help What it counts, on one line, without backslashes.
 * @param samples Its values.
 */
export function writeMetric(
  name: string,
  type: "counter" | "gauge" | "histogram",
  help: string,
  samples: readonly Sample[],
): string {
  let text = `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
  for (const { suffix = "", labels = {}, value } of samples) {
    const pairs = Object.entries(labels).map(([label, each]) => `${label}="${escapeLabel(each)}"`);
    const set = pairs.length === 0 ? "" : `{${pairs.join(",")}}`;
    text += `${name}${suffix}${set} ${value}\n`;
  }
  return text;
}

/**
 * Writes what a counter has counted.
 *
 * @param name The metric's name, which ends in `_total`.
 * @param help What it counts.
 * @param counter The counter.
 */
export function writeCounter(name: string, help: string, { series }: Counter): string {
  const samples = series.all().map(([labels, { total }]) => ({ labels, value: total }));
  return writeMetric(name, "counter", help, samples);
}

/**
 * Writes what a histogram has counted: each bucket with all that are smaller.
 *
 * @param name The metric's name, which ends in the unit.
 * @param help What is counted.
 * @param histogram The histogram.
 */
export function writeHistogram(name: string, help: string, { series, bounds }: Histogram): string {
  const samples = series.all().flatMap(([labels, { counts, sum }]): Sample[] => {
    let value = 0;
    const buckets = counts.map((count, bucket) => {
      value += count;
      return { suffix: "_bucket", labels: { ...labels, le: `${bounds[bucket] ?? "+Inf"}` }, value };
    });
    return [...buckets, { suffix: "_sum", labels, value: sum }, { suffix: "_count", labels, value }];
  });
  return writeMetric(name, "histogram", help, samples);
}

function escapeLabel(value: string): string {
  return value.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n");
}
