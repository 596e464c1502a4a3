import { describeFinding } from "../finding.ts";
import { formatCount } from "../format-number.ts";
import type { EvaluationReport, SplitReport } from "../report.ts";
import { capitalize } from "../slice-phrase.ts";
import { heatLegend } from "./heat-legend.ts";
import { lossFigure } from "./loss-figure.ts";
import { html, type Markup } from "./markup.ts";
import { cardSection, reportPage } from "./report-page.ts";
import { runFacts } from "./run-facts.ts";
import { isLarge, sliceCard } from "./slice-card.ts";
import { summaryTable } from "./summary-table.ts";

/**
 * Writes a report as one page of HTML that needs nothing else: no script, no font, no request.
 *
 * It reads in light, dark and in print, on phones and wide screens, by eye and by ear; the same report gives the
 * same text.
 *
 * @example
 * ```ts
 * await writeFile("report.html", renderHtml(report));
 * ```
 */
export function renderHtml(report: EvaluationReport): string {
  const finding = describeFinding(report).replaceAll(" %", "\u00a0%");
  return reportPage({
    name: report.model.name,
    finding,
    sections: [
      cardSection("accuracy", "Accuracy", summaryTable(report)),
      cardSection("loss", "Loss", lossFigure(report)),
      cardSection("run", "The run", runFacts(report)),
      ...report.splits.map((split, index) => splitSection(report, split, `split-${index}`)),
    ],
  });
}

function splitSection(report: EvaluationReport, split: SplitReport, id: string): Markup {
  // A slice has the whole width where the other one is empty, or where half of it would be too little.
  const single = split.slices.some((slice) => slice.count === 0 || isLarge(slice));
  const body =
    split.count === 0
      ? html`<p class="card empty">No ${split.name} images were evaluated.</p>`
      : html`${heatLegend(report)}
<div class="${single ? "slices single" : "slices"}">
${split.slices.map((slice, index) => sliceCard(report, split, slice, `${id}-slice-${index}`))}</div>`;
  return html`<section class="split" aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${capitalize(split.name)} images <small>${formatCount(split.count)}</small></h2>
${body}
</section>
`;
}
