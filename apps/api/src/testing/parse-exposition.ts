/** One metric, as a scraper reads it. */
export interface ParsedMetric {
  readonly type: string;
  readonly help: string;
  /** Each sample by its name and labels, `name{a="b"}`, the labels as they stand. */
  readonly samples: Map<string, number>;
}

const namePattern = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const labelPattern = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
const samplePattern = new RegExp(`^(${namePattern})(\\{${labelPattern}(?:,${labelPattern})*\\})? (\\S+)$`);
const suffixes: Readonly<Record<string, readonly string[]>> = {
  counter: [""],
  gauge: [""],
  histogram: ["_bucket", "_sum", "_count"],
};

/**
 * Reads Prometheus' text format, version 0.0.4, and takes nothing that a scraper might not: each metric has its HELP and TYPE
 * first and its samples in one piece behind them, none of them twice; histograms are cumulative and end in `+Inf`.
 *
 * Source: Prometheus, "Exposition formats".
 */
export function parseExposition(text: string): Map<string, ParsedMetric> {
  if (!text.endsWith("\n")) throw new Error("the last line has no end");
  const metrics = new Map<string, ParsedMetric>();
  const lines = text.slice(0, -1).split("\n");
  let current: [name: string, metric: ParsedMetric] | undefined;
  let help: RegExpExecArray | null = null;
  for (const line of lines) {
    if (line.startsWith("# HELP ")) {
      help = new RegExp(`^# HELP (${namePattern}) (.+)$`).exec(line);
      if (help === null) throw new Error(`no HELP: ${line}`);
      continue;
    }
    if (line.startsWith("#")) {
      const [, name = "", type = ""] = new RegExp(`^# TYPE (${namePattern}) (\\w+)$`).exec(line) ?? [];
      if (!Object.hasOwn(suffixes, type) || help?.[1] !== name) throw new Error(`no TYPE: ${line}`);
      if (metrics.has(name)) throw new Error(`the metric is there twice: ${name}`);
      current = [name, { type, help: help[2] ?? "", samples: new Map() }];
      metrics.set(...current);
      continue;
    }
    if (current === undefined) throw new Error(`no metric's sample: ${line}`);
    const [name, metric] = current;
    const [, sampleName = "", labels = "", value = ""] = samplePattern.exec(line) ?? [];
    const isOwn = suffixes[metric.type]?.some((suffix) => sampleName === name + suffix);
    if (isOwn !== true || !Number.isFinite(Number(value))) throw new Error(`no sample of ${name}: ${line}`);
    if (metric.samples.has(sampleName + labels)) throw new Error(`the sample is there twice: ${line}`);
    metric.samples.set(sampleName + labels, Number(value));
  }
  for (const [name, metric] of metrics) if (metric.type === "histogram") checkHistogram(name, metric);
  return metrics;
}

function checkHistogram(name: string, { samples }: ParsedMetric): void {
  let [before, bound] = [0, Number.NEGATIVE_INFINITY];
  for (const [key, value] of samples) {
    const le = /[{,]le="([^"]*)"\}$/.exec(key)?.[1];
    if (le !== undefined) {
      const next = le === "+Inf" ? Number.POSITIVE_INFINITY : Number(le);
      if (!(next > bound) || value < before) throw new Error(`not cumulative: ${key}`);
      [before, bound] = [value, next];
    } else if (key.startsWith(`${name}_count`)) {
      if (bound !== Number.POSITIVE_INFINITY || value !== before)
        throw new Error(`not the last bucket: ${key}`);
      [before, bound] = [0, Number.NEGATIVE_INFINITY];
    }
  }
}
