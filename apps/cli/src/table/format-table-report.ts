import pc from "picocolors";
import { formatCount } from "../report/format-number.ts";
import { plainText } from "../report/plain-text.ts";
import { formatScores } from "./format-scores.ts";
import type { TableReport } from "./table-report.ts";

/**
 * Writes a report on a table's model for a person: the scores of the rows of each part, a line for each task.
 *
 * @param report The report.
 * @param options `color`: whether to use colours.
 * @returns The lines.
 */
export function formatTableReport(
  report: TableReport,
  { color = false }: { readonly color?: boolean } = {},
): string {
  const { bold, dim, yellow } = pc.createColors(color);
  const { model, unsupervised } = report;
  const epochs =
    model.bestEpoch === null ? `${model.epochs} epochs` : `epoch ${model.bestEpoch} of ${model.epochs}`;
  const engine = model.engine === undefined ? "" : `, ${model.engine} engine`;
  const lines = [
    bold(plainText(model.name)),
    dim(`${epochs}, seed ${model.seed}, ${model.backend} on ${model.adapter}${engine}`),
  ];
  for (const split of report.splits) {
    lines.push("", `${split.name} rows: ${formatCount(split.count)}`);
    if (split.count > 0) lines.push(...formatScores(split));
  }
  if (unsupervised.length > 0) {
    lines.push("", yellow(`never supervised: ${unsupervised.map(plainText).join(", ")}`));
  }
  return `${lines.join("\n")}\n`;
}
