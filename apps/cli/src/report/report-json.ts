import type { EvaluationReport, SplitName } from "./report.ts";

/** Accuracy and size of one slice. */
export interface SliceSummary {
  /** In [0, 1]; null for a slice without images. */
  readonly accuracy: number | null;
  readonly count: number;
  /** True where the labels counted in training. */
  readonly live: boolean;
}

/** The slices of each split that was evaluated, by the name of the slice ("even", "odd", "digit<5"). */
export interface ReportSummary {
  readonly train?: Readonly<Record<string, SliceSummary>>;
  readonly heldOut?: Readonly<Record<string, SliceSummary>>;
}

/** What `--json` prints: the report, its version, and a summary for scripts. */
export interface ReportJson extends EvaluationReport {
  /** Raised when a field changes its meaning or goes; new fields do not raise it. */
  readonly reportVersion: 1;
  readonly summary: ReportSummary;
}

const SUMMARY_KEYS: Readonly<Record<SplitName, keyof ReportSummary>> = {
  training: "train",
  "held-out": "heldOut",
};

/**
 * Puts the version and the summary in front of a report.
 *
 * @example
 * ```ts
 * toReportJson(report).summary.heldOut?.["odd"]?.accuracy; // 0.9764
 * ```
 */
export function toReportJson(report: EvaluationReport): ReportJson {
  const summary: ReportSummary = Object.fromEntries(
    report.splits.map((split) => [
      SUMMARY_KEYS[split.name],
      Object.fromEntries(
        split.slices.map(({ name, accuracy, count, live }) => [name, { accuracy, count, live }]),
      ),
    ]),
  );
  return { reportVersion: 1, summary, ...report };
}

/**
 * Writes a report as JSON text: indented by two spaces, arrays of numbers on one line, a newline at the end.
 *
 * @example
 * ```ts
 * process.stdout.write(formatReportJson(report));
 * // proj evaluate --json | jq .summary.heldOut.odd.accuracy
 * ```
 */
export function formatReportJson(report: EvaluationReport): string {
  const text = JSON.stringify(toReportJson(report), null, 2);
  // A string in JSON text holds no raw line break, so this meets nothing but arrays.
  const joined = text.replace(/\[\n\s+([-+.\deE]+(?:,\n\s+[-+.\deE]+)*)\n\s+\]/g, (_, numbers: string) => {
    return `[${numbers.replace(/\n\s+/g, " ")}]`;
  });
  return `${joined}\n`;
}
