import type { TableScore, TaskScore } from "@proj/trainer";
import { formatCount, NO_VALUE } from "../report/format-number.ts";
import { plainText } from "../report/plain-text.ts";
import { type Cell, layOutTable } from "../report/text-table.ts";

/**
 * What a person calls a task: the flag or value among several, else the part.
 *
 * @param task The task's score.
 * @returns The name, fit for a terminal.
 */
export function taskName({ part, label }: Pick<TaskScore, "part" | "label">): string {
  return plainText(label === "" ? part : label);
}

/**
 * Writes a metric with three decimals.
 *
 * @param value The metric, or null where it is not defined.
 * @returns The number, or a dash.
 */
export function formatMetric(value: number | null | undefined): string {
  return value === null || value === undefined ? NO_VALUE : value.toFixed(3);
}

/**
 * The metrics that tasks have, in the order in which they come.
 *
 * @param tasks The tasks.
 * @returns Their names.
 */
export function metricNames(tasks: readonly TaskScore[]): string[] {
  return [...new Set(tasks.flatMap(({ metrics }) => Object.keys(metrics)))];
}

/**
 * Writes the scores of a table's rows as a table of text: a line for each task, and the mean of the metric that all have.
 *
 * @param score The scores.
 * @returns The lines.
 */
export function formatScores({ tasks, summary }: TableScore): string[] {
  const metrics = metricNames(tasks);
  const hasPositives = tasks.some(({ positives }) => positives !== null);
  const head = ["", "labels", ...(hasPositives ? ["positive"] : []), ...metrics];
  const rows = tasks.map((task) => [
    taskName(task),
    formatCount(task.live),
    ...(hasPositives ? [task.positives === null ? NO_VALUE : formatCount(task.positives)] : []),
    ...metrics.map((name) => formatMetric(task.metrics[name])),
  ]);
  const mean =
    summary !== null && tasks.length > 1
      ? [
          [
            "mean",
            "",
            ...(hasPositives ? [""] : []),
            ...metrics.map((name) => (name === summary.name ? formatMetric(summary.mean) : "")),
          ],
        ]
      : [];
  const cells = [head, ...rows, ...mean].map((row) => row.map((text): Cell => ({ text })));
  return layOutTable({ rows: cells, width: Number.POSITIVE_INFINITY, indent: 0 });
}
