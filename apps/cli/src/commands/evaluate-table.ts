import type { Artifact } from "@proj/model";
import { writeFileWhole } from "@proj/model/node";
import { renderTableHtml } from "../report/html/render-table-html.ts";
import { formatTableReport } from "../table/format-table-report.ts";
import { buildTableReport, type TableReportOptions } from "../table/table-report.ts";
import type { Terminal } from "../terminal/terminal.ts";

/**
 * Evaluates a table's model.
 *
 * @param artifact The model.
 * @param options The files, and how to report.
 * @param terminal Where it writes.
 */
export async function evaluateOnTable(
  artifact: Artifact,
  options: TableReportOptions & { readonly json?: boolean | undefined; readonly html?: string | undefined },
  terminal: Terminal,
): Promise<void> {
  const report = await buildTableReport(artifact, options);
  if (!report.isKnown) {
    terminal.note(
      "notice     The model was trained on another table, or other bits: rows that are in both are not new to it.\n",
    );
  }
  if (options.html !== undefined) await writeFileWhole(options.html, renderTableHtml(report));
  terminal.print(
    options.json
      ? `${JSON.stringify(report, null, 2)}\n`
      : formatTableReport(report, { color: terminal.colorResults }),
  );
  if (options.html !== undefined) terminal.note(`page       ${options.html}\n`);
}
