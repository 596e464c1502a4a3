import type { EvaluationReport, ReportClass } from "../report.ts";

/** Finds the class of a label. */
export function classOf(report: EvaluationReport, label: number): ReportClass | undefined {
  return report.classes.find((entry) => entry.label === label);
}

/** Writes a label for a reader: its number, its class's name where that says more, and whether it was masked. */
export function describeLabel(report: EvaluationReport, label: number): string {
  const entry = classOf(report, label);
  const name = entry === undefined || entry.name === String(label) ? "" : ` ${entry.name}`;
  return `${label}${name}${entry?.supervised === false ? " (masked)" : ""}`;
}
